package dev.belfry.access.member;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.access.Revocation;
import dev.belfry.house.House;
import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestDatabase;
import dev.belfry.platform.database.Accounts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** An inviter loses rights while his guest accepts. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class JoiningRaceTest {
  @Inject House house;
  @Inject Rows rows;
  @Inject Accounts accounts;

  /** The narrowing is held open in the middle: the guest must wait for it, and then see it. */
  @Test
  void theGuestWaitsForANarrowingThatIsUnderWay() throws Exception {
    Person alice = house.alice();
    Person clerk = house.member(alice, "clerk", "user:*", "monitor:*");
    String token = invite(clerk);
    CountDownLatch narrowed = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> narrowing = executor.submit(() -> narrow(clerk, narrowed, mayEnd));
      assertTrue(narrowed.await(20, TimeUnit.SECONDS));
      Future<Integer> guest = executor.submit(() -> accept(token));
      while (rows.select(
              "select 1 from pg_locks where locktype = 'advisory' and not granted and mode = 'ShareLock'")
          .isEmpty()) {
        assertTrue(!guest.isDone(), "the guest did not wait");
        Thread.onSpinWait();
      }
      mayEnd.countDown();
      narrowing.get();
      assertEquals(409, guest.get());
    }
  }

  private Object narrow(Person clerk, CountDownLatch narrowed, CountDownLatch mayEnd) {
    return accounts.in(
        clerk.account(),
        () -> {
          Revocation.begin(clerk.founder().member().uuid());
          io.quarkus.hibernate.orm.panache.Panache.getEntityManager()
              .createNativeQuery("update access_membership set grants = '[]' where id = ?1")
              .setParameter(1, clerk.founder().member().uuid())
              .executeUpdate();
          narrowed.countDown();
          boolean ended = mayEnd.await(20, TimeUnit.SECONDS);
          return ended;
        });
  }

  @Test
  void nothingMoreIsGivenAfterTheNarrowingHasReturned() throws Exception {
    Person alice = house.alice();
    for (int round = 0; round < 3; round++) {
      Person clerk = house.member(alice, "clerk", "user:*", "monitor:*");
      String token = invite(clerk);
      try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
        Future<Integer> guest = executor.submit(() -> accept(token));
        alice
            .asks()
            .contentType(Json.PATCH)
            .body(Json.of("{'grants':[]}"))
            .patch("/v1/users/" + clerk.founder().user().text())
            .then()
            .statusCode(200);
        long then = members(alice);
        int status = guest.get();
        assertTrue(status == 201 || status == 409, "" + status);
        assertEquals(then, members(alice), "somebody joined after it had returned");
      }
    }
  }

  private static long members(Person alice) {
    return alice.asks().get("/v1/users").<Integer>path("pagination.total");
  }

  private static String invite(Person clerk) {
    return clerk
        .asks()
        .body(
            Json.of(
                "{'email':'%s@example.org','grants':[{'scopes':['monitor:read'],'categories':'ALL','groups':'ALL'}]}",
                UUID.randomUUID()))
        .post("/v1/invitations")
        .then()
        .statusCode(202)
        .extract()
        .path("token");
  }

  private static int accept(String token) {
    return given()
        .contentType("application/json")
        .body(Map.of("token", token, "password", "a guest's password"))
        .post("/v1/invitations/accept")
        .statusCode();
  }
}
