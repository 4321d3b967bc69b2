package dev.belfry.access.key.upkeep;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.access.key.KeyNotice;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.platform.id.TypeId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What the policy of an account asks of its keys happens by itself, and is told once. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class KeyUpkeepTest {
  @Inject House house;
  @Inject TestClock clock;
  @Inject KeyUpkeep upkeep;
  @Inject Rows rows;
  @Inject Told told;

  /** Hears the notices, as a channel would. */
  @ApplicationScoped
  static class Told {
    private final List<KeyNotice> notices = Collections.synchronizedList(new ArrayList<>());

    void hear(@Observes KeyNotice notice) {
      notices.add(notice);
    }

    List<KeyNotice> of(String key) {
      return notices.stream().filter(notice -> notice.key().text().equals(key)).toList();
    }

    List<String> actions(String key) {
      return of(key).stream().map(KeyNotice::action).toList();
    }
  }

  private static JsonPath made(Person person, String more) {
    return person
        .asks()
        .body(("{'name':'k','scopes':['monitor:read']" + more + "}").replace('\'', '"'))
        .post("/v1/keys")
        .then()
        .statusCode(201)
        .extract()
        .jsonPath();
  }

  private static void policy(Person person, String policy) {
    person
        .asks()
        .body(("{'personal_keys':true" + policy + "}").replace('\'', '"'))
        .put("/v1/keys/policy")
        .then()
        .statusCode(200);
  }

  @Test
  void policiesAreAskedAndChecked() {
    Person alice = house.alice();
    alice
        .asks()
        .get("/v1/keys/policy")
        .then()
        .statusCode(200)
        .body("rotate_after_days", nullValue())
        .body("personal_keys", equalTo(true));
    policy(alice, ",'rotate_after_days':90");
    String tag =
        alice
            .asks()
            .get("/v1/keys/policy")
            .then()
            .body("rotate_after_days", equalTo(90))
            .extract()
            .header("ETag");
    policy(alice, ",'rotate_after_days':180");
    alice
        .asks()
        .header("If-Match", tag)
        .body("{\"personal_keys\":true}")
        .put("/v1/keys/policy")
        .then()
        .statusCode(412);
    for (String wrong :
        List.of(
            "{}",
            "{\"personal_keys\":true,\"max_life_days\":0}",
            "{\"personal_keys\":true,\"max_life_days\":3651}",
            "{\"personal_keys\":\"yes\"}")) {
      alice.asks().body(wrong).put("/v1/keys/policy").then().statusCode(422);
    }
    String category = alice.asks().body("{\"name\":\"Shop\"}").post("/v1/categories").path("id");
    String limited =
        alice
            .asks()
            .body(
                "{\"name\":\"k\",\"grants\":[{\"scopes\":[\"key:update\"],\"categories\":[\""
                    + category
                    + "\"],\"groups\":\"ALL\"}]}")
            .post("/v1/keys")
            .path("key");
    Person.asks(limited)
        .body("{\"personal_keys\":true}")
        .put("/v1/keys/policy")
        .then()
        .statusCode(403);
    house.mallory().asks().get("/v1/keys/policy").then().body("rotate_after_days", nullValue());
  }

  @Test
  void anEndIsToldSixtyThirtySevenAndOneDaysBefore() throws SQLException {
    Person alice = house.alice();
    Instant end = clock.instant().plus(Duration.ofDays(100));
    JsonPath key = made(alice, ",'expires_at':'" + end + "'");
    String id = key.getString("id");
    String text = key.getString("key");
    List<Integer> days = new ArrayList<>();
    for (int day = 0; day < 99; day++) {
      clock.advance(Duration.ofDays(1));
      upkeep.runDue();
      upkeep.runDue();
    }
    told.of(id).forEach(notice -> days.add(notice.days()));
    assertEquals(List.of(60, 30, 7, 1), days);
    KeyNotice last = told.of(id).getLast();
    assertEquals("key.expiring", last.action());
    assertEquals(key.getString("hint"), last.hint());
    assertFalse(last.toString().contains(text));
    rows.change(
        "update access_key set expires_at = now() - interval '1 second' where id = ?",
        TypeId.require("key", id));
    upkeep.runDue();
    upkeep.runDue();
    assertEquals(5, told.of(id).size());
    assertEquals("key.expired", told.actions(id).getLast());
  }

  @Test
  void aShortLifeIsNotToldOfAtItsBeginning() throws SQLException {
    Person alice = house.alice();
    String id =
        made(alice, ",'expires_at':'" + clock.instant().plus(Duration.ofDays(5)) + "'")
            .getString("id");
    upkeep.runDue();
    assertEquals(List.of(), told.actions(id));
    clock.advance(Duration.ofDays(4).plusHours(1));
    upkeep.runDue();
    assertEquals(List.of("key.expiring"), told.actions(id));
  }

  @Test
  void ageIsToldOnce() throws SQLException {
    Person alice = house.alice();
    policy(alice, ",'rotate_after_days':90");
    JsonPath key = made(alice, "");
    String id = key.getString("id");
    assertEquals(
        Instant.parse(key.getString("created_at")).plus(Duration.ofDays(90)).toString(),
        key.getString("rotation_due_at"));
    clock.advance(Duration.ofDays(89));
    upkeep.runDue();
    assertEquals(List.of(), told.actions(id));
    clock.advance(Duration.ofDays(1));
    upkeep.runDue();
    upkeep.runDue();
    assertEquals(List.of("key.rotation_due"), told.actions(id));
    String next =
        alice.asks().body("{}").post("/v1/keys/" + id + "/rotate").then().extract().path("id");
    upkeep.runDue();
    assertEquals(List.of(), told.actions(next));
  }

  @Test
  void whatNobodyUsesIsRevoked() throws SQLException {
    Person alice = house.alice();
    policy(alice, ",'revoke_unused_after_days':30");
    JsonPath unused = made(alice, "");
    JsonPath used = made(alice, "");
    clock.advance(Duration.ofDays(20));
    rows.change(
        "insert into access_key_usage values (?, ?, current_date, 1, ?, null)",
        alice.account().uuid(),
        TypeId.require("key", used.getString("id")),
        clock.instant().atOffset(java.time.ZoneOffset.UTC));
    clock.advance(Duration.ofDays(11));
    upkeep.runDue();
    upkeep.runDue();
    Person.asks(unused.getString("key")).get("/v1/session").then().statusCode(401);
    Person.asks(used.getString("key")).get("/v1/session").then().statusCode(200);
    alice
        .asks()
        .get("/v1/keys?status=revoked")
        .then()
        .body("data", hasSize(1))
        .body("data[0].id", equalTo(unused.getString("id")))
        .body("data[0].revoked_reason", equalTo("unused"));
    assertEquals(List.of("key.unused"), told.actions(unused.getString("id")));
    alice
        .asks()
        .get("/v1/activity?object_id=" + unused.getString("id"))
        .then()
        .body("data.action", hasItems("key.created", "key.revoked", "key.unused"));
  }

  @Test
  void aLongestLifeHoldsForNewKeysAndOldOnes() throws SQLException {
    Person alice = house.alice();
    JsonPath old = made(alice, "");
    policy(alice, ",'max_life_days':90");
    Instant now = clock.instant();
    alice
        .asks()
        .body(
            ("{'name':'k','scopes':['monitor:read'],'expires_at':'"
                    + now.plus(Duration.ofDays(92))
                    + "'}")
                .replace('\'', '"'))
        .post("/v1/keys")
        .then()
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/expires_at"));
    JsonPath silent = made(alice, "");
    assertFalse(silent.getString("expires_at") == null);
    alice
        .asks()
        .contentType("application/merge-patch+json")
        .body("{\"expires_at\":\"" + now.plus(Duration.ofDays(92)) + "\"}")
        .patch("/v1/keys/" + silent.getString("id"))
        .then()
        .statusCode(422);
    String id = old.getString("id");
    clock.advance(Duration.ofDays(100));
    upkeep.runDue();
    upkeep.runDue();
    Instant end = Instant.parse(alice.asks().get("/v1/keys/" + id).path("expires_at"));
    assertEquals(clock.instant().plus(Duration.ofDays(7)), end);
    assertEquals(List.of("key.expiring"), told.actions(id));
    assertEquals(7, told.of(id).getFirst().days());
    JsonPath next =
        alice.asks().body("{}").post("/v1/keys/" + id + "/rotate").then().extract().jsonPath();
    assertTrue(
        Instant.parse(next.getString("expires_at"))
            .isAfter(Instant.now().plus(Duration.ofDays(89))));
  }

  @Test
  void severalReplicasTellOnce() throws Exception {
    Person alice = house.alice();
    policy(alice, ",'rotate_after_days':1");
    String id = made(alice, "").getString("id");
    clock.advance(Duration.ofDays(2));
    Callable<Boolean> run =
        () -> {
          upkeep.runDue();
          return true;
        };
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> done : executor.invokeAll(List.of(run, run, run, run))) {
        done.get();
      }
    }
    assertEquals(List.of("key.rotation_due"), told.actions(id));
  }
}
