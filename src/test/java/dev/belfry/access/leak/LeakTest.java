package dev.belfry.access.leak;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Whoever finds a secret ends it, and learns nothing. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class LeakTest {
  @Inject House house;

  private static ValidatableResponse found(String credential) {
    return given()
        .contentType(ContentType.JSON)
        .body(Map.of("credential", credential))
        .post("/v1/credentials/revoke")
        .then();
  }

  @Test
  void aKeyIsRevokedBeforeTheAnswer() {
    Person alice = house.alice();
    String key = alice.key("account:read", "key:create");
    String id = alice.asks().get("/v1/keys").path("data[0].id");
    String child =
        Person.asks(key)
            .body("{\"name\":\"c\",\"scopes\":[\"account:read\"]}")
            .post("/v1/keys")
            .path("key");
    found(key).statusCode(202);
    Person.asks(key).get("/v1/account").then().statusCode(401);
    Person.asks(child).get("/v1/account").then().statusCode(401);
    alice
        .asks()
        .get("/v1/keys/" + id)
        .then()
        .body("status", equalTo("revoked"))
        .body("revoked_reason", equalTo("leak"));
    alice
        .asks()
        .get("/v1/activity?action=key.revoked&object_id=" + id)
        .then()
        .body("data", hasSize(1))
        .body("data[0].actor.kind", equalTo("anonymous"))
        .body("data[0].address", equalTo("127.0.0.1"));
    found(key).statusCode(202);
  }

  @Test
  void aSessionIsEndedToo() {
    Person alice = house.alice();
    Person bob = house.bob(alice);
    found(bob.session()).statusCode(202);
    bob.asks().get("/v1/session").then().statusCode(401);
    alice.asks().get("/v1/session").then().statusCode(200);
    alice
        .asks()
        .get("/v1/activity?action=session.leaked")
        .then()
        .body("data[0].actor.kind", equalTo("anonymous"));
  }

  @Test
  void theAnswerIsTheSameWhateverItWas() {
    Person alice = house.alice();
    String key = alice.key("account:read");
    List<String> answers = new ArrayList<>();
    List<Long> times = new ArrayList<>();
    for (String credential :
        List.of(
            key,
            key,
            "bfy_svc_nkvdoIh0STRhskXzrFGapxpFsFn6WqNs45CkeD",
            "not a key",
            "A".repeat(43),
            "A".repeat(1000))) {
      long start = System.nanoTime();
      ValidatableResponse answer = found(credential).statusCode(202);
      times.add(System.nanoTime() - start);
      answers.add(answer.extract().asString());
    }
    assertEquals(1, answers.stream().distinct().count());
    assertTrue(times.stream().allMatch(time -> time >= 250_000_000L), () -> times.toString());
    found("").statusCode(422);
  }

  @Test
  void manyMayFindTheSame() throws Exception {
    Person alice = house.alice();
    String key = alice.key("account:read");
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Integer>> calls = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        calls.add(() -> found(key).extract().statusCode());
      }
      for (Future<Integer> answer : executor.invokeAll(calls)) {
        assertEquals(202, answer.get());
      }
    }
    String id = alice.asks().get("/v1/keys").path("data[0].id");
    alice
        .asks()
        .get("/v1/activity?action=key.revoked&object_id=" + id)
        .then()
        .body("data", hasSize(1));
  }
}
