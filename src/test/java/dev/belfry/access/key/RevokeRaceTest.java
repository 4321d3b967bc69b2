package dev.belfry.access.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Checklist;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When revoke has returned, no later call is let in and nothing begun before commits any more. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class RevokeRaceTest {
  private static final int ROUNDS = 6;
  private static final int WRITERS = 8;
  @Inject House house;

  /** Every way to take away what the writers rely on. */
  enum Way {
    REVOKE,
    DISABLE,
    NARROW,
    ROTATE,
    LEAK,
    DELETE,
    REVOKE_PARENT
  }

  @ParameterizedTest
  @Checklist(76)
  @EnumSource(Way.class)
  void nothingIsWrittenAfterItHasReturned(Way way) throws Exception {
    Person alice = house.alice();
    for (int round = 0; round < ROUNDS; round++) {
      race(alice, way, round);
    }
  }

  private static void takeAway(Person alice, Way way, Kept key) {
    String path = "/v1/keys/" + key.id();
    switch (way) {
      case REVOKE, REVOKE_PARENT -> alice.asks().post(path + "/revoke").then().statusCode(200);
      case DISABLE -> alice.asks().post(path + "/disable").then().statusCode(200);
      case NARROW ->
          Kept.patched(alice.asks(), key.id(), "{'scopes':['category:read']}").statusCode(200);
      case ROTATE ->
          Kept.posted(alice.asks(), path + "/rotate", "{'grace_seconds':0}").statusCode(201);
      case LEAK ->
          Kept.posted(alice.asks(), "/v1/credentials/revoke", "{'credential':'" + key.key() + "'}")
              .statusCode(202);
      case DELETE -> alice.asks().delete(path).then().statusCode(204);
    }
  }

  private void race(Person alice, Way way, int round) throws Exception {
    Kept taken =
        Kept.made(
            alice.asks(), "{'name':'k','scopes':['key:create','category:create','category:read']}");
    String key =
        way == Way.REVOKE_PARENT
            ? Kept.made(taken.asks(), "{'name':'k','scopes':['category:create']}").key()
            : taken.key();
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
      takeAway(alice, way, taken);
      revoked.set(true);
      int committed = categories(alice);
      for (Future<?> writer : writers) {
        writer.get();
      }
      assertEquals(0, lateYes.get(), "calls that began after it had returned were let in");
      assertEquals(committed, categories(alice), "writes committed after it had returned");
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
