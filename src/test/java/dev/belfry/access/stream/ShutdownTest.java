package dev.belfry.access.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import io.quarkus.arc.InjectableBean;
import io.quarkus.arc.InjectableContext;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The end of a program in which no stream was opened, or some were. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ShutdownTest {
  @Inject House house;

  @Test
  void makesNothingThatWasNotThereAndStopsWhatIs() {
    ArcContainer container = Arc.container();
    InjectableBean<OpenStreams> bean = container.instance(OpenStreams.class).getBean();
    InjectableContext context = container.getActiveContext(ApplicationScoped.class);
    assertNotNull(context);
    ShutdownEvent end = new ShutdownEvent();
    List<ObserverMethod<? super ShutdownEvent>> told =
        container.beanManager().resolveObserverMethods(end).stream()
            .filter(observer -> observer.getBeanClass() == OpenStreams.class)
            .<ObserverMethod<? super ShutdownEvent>>map(observer -> observer)
            .toList();
    assertEquals(1, told.size());
    try {
      context.destroy(bean);
      told.getFirst().notify(end);
      assertNull(context.get(bean), "nothing was made");
      Person alice = house.alice();
      alice.asks().get("/v1/activity/export").then().statusCode(200);
      told.getFirst().notify(end);
      alice.asks().get("/v1/activity/export").then().statusCode(503);
    } finally {
      context.destroy(bean);
    }
  }
}
