package dev.belfry.access.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** When revoke has returned, no later call is let in and nothing begun before commits any more. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class RevokeRaceTest {
  private static final int ROUNDS = 15;
  private static final int WRITERS = 8;
  @Inject House house;

  @Test
  void nothingIsWrittenAfterRevokeHasReturned() throws Exception {
    Person alice = house.alice();
    for (int round = 0; round < ROUNDS; round++) {
      race(alice, round);
    }
  }

  private void race(Person alice, int round) throws Exception {
    String key = alice.key("category:create", "category:read");
    String id = alice.asks().get("/v1/keys?limit=1").path("data[0].id");
    AtomicInteger numbers = new AtomicInteger();
    AtomicInteger lateYes = new AtomicInteger();
    AtomicBoolean revoked = new AtomicBoolean();
    CountDownLatch warm = new CountDownLatch(WRITERS);
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        writers.add(executor.submit(() -> write(key, round, numbers, lateYes, revoked, warm)));
      }
      warm.await();
      alice.asks().post("/v1/keys/" + id + "/revoke").then().statusCode(200);
      revoked.set(true);
      int committed = categories(alice);
      for (Future<?> writer : writers) {
        writer.get();
      }
      assertEquals(0, lateYes.get(), "calls that began after revoke had returned were let in");
      assertEquals(committed, categories(alice), "writes committed after revoke had returned");
      assertTrue(committed > 0, "the race was run");
    }
  }

  private static int categories(Person alice) {
    return alice.asks().get("/v1/categories?limit=1").path("pagination.total");
  }

  private static void write(
      String key,
      int round,
      AtomicInteger numbers,
      AtomicInteger lateYes,
      AtomicBoolean revoked,
      CountDownLatch warm) {
    boolean first = true;
    for (int status = 201; status == 201; ) {
      boolean late = revoked.get();
      String name = "c" + round + "-" + numbers.incrementAndGet();
      status =
          Person.asks(key).body("{\"name\":\"" + name + "\"}").post("/v1/categories").statusCode();
      if (late && status == 201) {
        lateYes.incrementAndGet();
      }
      if (first) {
        warm.countDown();
        first = false;
      }
    }
  }
}
