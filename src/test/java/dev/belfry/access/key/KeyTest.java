package dev.belfry.access.key;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.account.Plan;
import dev.belfry.house.Checklist;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class KeyTest {
  @Inject House house;
  @Inject TestClock clock;

  @Test
  @Checklist(72)
  void isShownOnceAndListedByItsHint() {
    Person alice = house.alice();
    JsonPath made =
        alice
            .asks()
            .body("{\"name\":\"CI\",\"scopes\":[\"monitor:write\"],\"labels\":{\"team\":\"web\"}}")
            .post("/v1/keys")
            .then()
            .statusCode(201)
            .header("Cache-Control", containsString("no-store"))
            .header("Location", containsString("/v1/keys/key_"))
            .body("key", startsWith("bfy_svc_"))
            .body("status", equalTo("active"))
            .body(
                "grants[0].scopes",
                equalTo(List.of("monitor:create", "monitor:delete", "monitor:update")))
            .body("grants[0].categories", equalTo("ALL"))
            .extract()
            .jsonPath();
    String key = made.getString("key");
    alice
        .asks()
        .get("/v1/keys/" + made.getString("id"))
        .then()
        .statusCode(200)
        .body("key", nullValue())
        .body("hint", equalTo(key.substring(0, 12) + "…" + key.substring(42)))
        .body(not(containsString(key)));
    alice.asks().get("/v1/keys").then().body(not(containsString(key))).body("data", hasSize(1));
  }

  @Test
  void isRefusedFromTheMomentThatItIsRevoked() {
    Person alice = house.alice();
    String key = alice.key("account:read");
    String id = alice.asks().get("/v1/keys").path("data[0].id");
    Person.asks(key).get("/v1/account").then().statusCode(200);
    alice
        .asks()
        .post("/v1/keys/" + id + "/revoke")
        .then()
        .statusCode(200)
        .body("status", equalTo("revoked"));
    Person.asks(key)
        .get("/v1/account")
        .then()
        .statusCode(401)
        .body("detail", containsString("revoked"));
    alice.asks().post("/v1/keys/" + id + "/revoke").then().statusCode(200);
    alice.asks().get("/v1/keys?status=active").then().body("data", hasSize(0));
    alice.asks().get("/v1/keys?status=revoked").then().body("data", hasSize(1));
  }

  @Test
  void isGoneAndRefusedWhenDeleted() {
    Person alice = house.alice();
    String key = alice.key("account:read");
    String id = alice.asks().get("/v1/keys").path("data[0].id");
    alice.asks().delete("/v1/keys/" + id).then().statusCode(204);
    Person.asks(key).get("/v1/account").then().statusCode(401);
    alice.asks().get("/v1/keys/" + id).then().statusCode(404);
    alice.asks().delete("/v1/keys/" + id).then().statusCode(404);
  }

  @Test
  void isRenamedByPutAndPatchAndOnlyInTheVersionThatWasRead() {
    Person alice = house.alice();
    alice.key("account:read");
    String id = alice.asks().get("/v1/keys").path("data[0].id");
    String tag = alice.asks().get("/v1/keys/" + id).header("ETag");
    alice
        .asks()
        .contentType("application/merge-patch+json")
        .header("If-Match", tag)
        .body("{\"name\":\"new name\"}")
        .patch("/v1/keys/" + id)
        .then()
        .statusCode(200)
        .body("name", equalTo("new name"));
    alice
        .asks()
        .header("If-Match", tag)
        .body("{\"name\":\"newer name\"}")
        .put("/v1/keys/" + id)
        .then()
        .statusCode(412)
        .body("code", equalTo("stale"));
  }

  @Test
  void holdsNoMoreThanWhoMadeIt() {
    Person alice = house.alice();
    Person bob = house.member(alice, "bob", "key:create", "monitor:read");
    bob.asks()
        .body("{\"name\":\"too much\",\"scopes\":[\"monitor:read\",\"monitor:delete\"]}")
        .post("/v1/keys")
        .then()
        .statusCode(403)
        .body("code", equalTo("escalation_denied"))
        .body("detail", containsString("monitor:delete"));
    bob.asks()
        .body("{\"name\":\"all\",\"kind\":\"full_access\"}")
        .post("/v1/keys")
        .then()
        .statusCode(403);
    Person.asks(bob.key("monitor:read")).get("/v1/monitors").then().statusCode(200);
  }

  @Test
  @Checklist(60)
  void madeByAKeyHoldsNoMoreAndMakesNoMore() {
    Person alice = house.alice();
    String parent = alice.key("key:create", "monitor:read");
    Person.asks(parent)
        .body("{\"name\":\"child\",\"scopes\":[\"monitor:read\",\"key:create\"]}")
        .post("/v1/keys")
        .then()
        .statusCode(403);
    Person.asks(parent)
        .body("{\"name\":\"child\",\"scopes\":[\"*:*\"]}")
        .post("/v1/keys")
        .then()
        .statusCode(403);
    String child =
        Person.asks(parent)
            .body("{\"name\":\"child\",\"scopes\":[\"monitor:read\"]}")
            .post("/v1/keys")
            .then()
            .statusCode(201)
            .extract()
            .path("key");
    Person.asks(child).get("/v1/monitors").then().statusCode(200);
    String id = alice.asks().get("/v1/keys?limit=2").path("data[1].id");
    alice.asks().post("/v1/keys/" + id + "/revoke").then().statusCode(200);
    Person.asks(child).get("/v1/monitors").then().statusCode(401);
  }

  @Test
  void doesNotOutliveItsTime() {
    Person alice = house.alice();
    alice
        .asks()
        .body(
            "{\"name\":\"old\",\"scopes\":[\"monitor:read\"],\"expires_at\":\"2020-01-01T00:00:00Z\"}")
        .post("/v1/keys")
        .then()
        .statusCode(422)
        .body("errors.pointer", hasItem("/expires_at"));
    String soon = clock.instant().plusSeconds(3600).toString();
    alice
        .asks()
        .body("{\"name\":\"soon\",\"scopes\":[\"monitor:read\"],\"expires_at\":\"" + soon + "\"}")
        .post("/v1/keys")
        .then()
        .statusCode(201)
        .body("expires_at", equalTo(soon));
  }

  /** An empty time is not "never", and a number is no time. */
  @Test
  void endsAtATimeOrIsRefused() {
    Person alice = house.alice();
    for (String time :
        List.of(
            "\"\"",
            "\" \"",
            "4102444800",
            "\"4102444800\"",
            "\"+300000-01-01T00:00:00Z\"",
            "1e30",
            "true")) {
      alice
          .asks()
          .body("{\"name\":\"x\",\"scopes\":[\"monitor:read\"],\"expires_at\":" + time + "}")
          .post("/v1/keys")
          .then()
          .statusCode(422)
          .body("errors[0].pointer", equalTo("/expires_at"));
    }
    for (String grants :
        List.of("\"scopes\":[null]", "\"grants\":[null]", "\"grants\":[{\"scopes\":[null]}]")) {
      alice.asks().body("{\"name\":\"x\"," + grants + "}").post("/v1/keys").then().statusCode(422);
    }
  }

  @Test
  void everyWrongValueIsNamed() {
    Person alice = house.alice();
    alice
        .asks()
        .body(
            "{\"name\":\"\",\"scopes\":[\"monitor:fly\"],\"hash\":\"x\",\"labels\":7,\"kind\":\"king\"}")
        .post("/v1/keys")
        .then()
        .statusCode(422)
        .body("errors.pointer", hasItem("/name"))
        .body("errors.pointer", hasItem("/hash"))
        .body("errors.pointer", hasItem("/labels"))
        .body("errors.pointer", hasItem("/kind"));
    alice
        .asks()
        .body("{\"name\":\"x\",\"scopes\":[\"monitor:fly\"]}")
        .post("/v1/keys")
        .then()
        .statusCode(422)
        .body("errors[0].code", equalTo("unknown_scope"));
    alice.asks().body("{\"name\":\"x\"}").post("/v1/keys").then().statusCode(422);
    alice.asks().get("/v1/keys").then().body("data", hasSize(0));
  }

  @Test
  @Checklist(75)
  void tenAreTenHoweverManyTryAtOnce() throws Exception {
    Person erin = house.onPlan(Plan.FREE);
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Integer>> attempts =
          IntStream.range(0, 30)
              .<Callable<Integer>>mapToObj(
                  i ->
                      () ->
                          erin.asks()
                              .body("{\"name\":\"k\",\"scopes\":[\"monitor:read\"]}")
                              .post("/v1/keys")
                              .statusCode())
              .toList();
      long made = 0;
      for (var attempt : executor.invokeAll(attempts)) {
        made += attempt.get() == 201 ? 1 : 0;
      }
      assertEquals(10, made);
    }
    erin.asks()
        .body("{\"name\":\"k\",\"scopes\":[\"monitor:read\"]}")
        .post("/v1/keys")
        .then()
        .statusCode(409)
        .body("code", equalTo("limit_reached"));
  }
}
