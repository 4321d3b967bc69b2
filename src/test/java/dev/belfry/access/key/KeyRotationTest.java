package dev.belfry.access.key;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.account.Plan;
import dev.belfry.house.Checklist;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A key is replaced by another one with the same rights, and nothing lives longer by it. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class KeyRotationTest {
  private static final String FIRST_USE = "{'grace':'until_first_use'}";
  @Inject House house;

  @Inject Rows rows;

  private static Kept rotated(Person person, Kept key, String body) {
    return Kept.of(
        Kept.posted(person.asks(), "/v1/keys/" + key.id() + "/rotate", body).statusCode(201));
  }

  @Test
  void theSuccessorHasTheSameTerms() {
    Person alice = house.alice();
    String end = Instant.now().plus(Duration.ofDays(30)).toString();
    Kept old =
        Kept.made(
            alice.asks(),
            "{'name':'CI','scopes':['monitor:read'],'labels':{'a':'b'},'description':'d','expires_at':'"
                + end
                + "','allowed_networks':['127.0.0.0/8'],'limits':[{'requests':50,'window_seconds':60}]}");
    Kept next = rotated(alice, old, "{}");
    var before = alice.asks().get("/v1/keys/" + old.id()).jsonPath();
    var after = alice.asks().get("/v1/keys/" + next.id()).jsonPath();
    for (String field :
        List.of(
            "name",
            "kind",
            "type",
            "grants",
            "labels",
            "description",
            "owner_id",
            "parent_id",
            "allowed_networks",
            "limits",
            "not_before")) {
      assertEquals(before.<Object>get(field), after.get(field), field);
    }
    assertTrue(
        Instant.parse(after.getString("expires_at"))
            .isAfter(Instant.now().plusSeconds(86_400 * 29)));
    assertEquals(next.id(), before.getString("successor_id"));
    assertEquals(200, old.status());
    assertEquals(200, next.status());
    Instant grace = Instant.parse(before.getString("expires_at"));
    assertTrue(grace.isBefore(Instant.now().plus(Duration.ofHours(25))));
    Kept.patched(alice.asks(), old.id(), "{'expires_at':null}").statusCode(409);
    alice
        .asks()
        .get("/v1/activity?object_id=" + old.id())
        .then()
        .body("data.action", hasItem("key.rotated"));
  }

  @Test
  void noGraceEndsTheOldKeyAtOnce() {
    Person alice = house.alice();
    Kept old = Kept.made(alice.asks(), "{'name':'k','scopes':['monitor:read']}");
    Kept next = rotated(alice, old, "{'grace_seconds':0}");
    old.asks().get("/v1/session").then().statusCode(401).body("detail", containsString("rotated"));
    assertEquals(200, next.status());
    assertEquals("rotated", old.shown(alice, "status"));
    alice.asks().get("/v1/keys?status=rotated").then().body("data.id", equalTo(List.of(old.id())));
    alice.asks().get("/v1/keys?status=expired").then().body("data", hasSize(0));
  }

  @Test
  void neverLivesLongerByIt() {
    Person alice = house.alice();
    Instant soon = Instant.now().plusSeconds(3600);
    Kept old =
        Kept.made(
            alice.asks(), "{'name':'k','scopes':['monitor:read'],'expires_at':'" + soon + "'}");
    Kept next = rotated(alice, old, "{'grace_seconds':604800}");
    for (Kept key : List.of(old, next)) {
      Instant end = Instant.parse(key.shown(alice, "expires_at"));
      assertFalse(end.isAfter(soon.plusMillis(1)), end + " after " + soon);
    }
    Kept third = rotated(alice, next, FIRST_USE);
    assertFalse(Instant.parse(third.shown(alice, "expires_at")).isAfter(soon.plusMillis(1)));
  }

  @Test
  void theOldKeyLivesUntilTheNewOneIsUsed() {
    Person alice = house.alice();
    Kept old = Kept.made(alice.asks(), "{'name':'k','scopes':['monitor:read']}");
    Kept next = rotated(alice, old, FIRST_USE);
    assertEquals(200, old.status());
    assertEquals(200, next.status());
    assertEquals(401, old.status());
    assertEquals("rotated", old.shown(alice, "status"));
    Kept.posted(alice.asks(), "/v1/keys/" + old.id() + "/rotate", FIRST_USE).statusCode(409);
  }

  /** GitLab issue 428256: the answer that held the new key never came. */
  @Test
  void aLostAnswerLocksNobodyOut() {
    Person alice = house.alice();
    Kept old = Kept.made(alice.asks(), "{'name':'k','scopes':['key:create','monitor:read']}");
    Kept child = Kept.made(old.asks(), "{'name':'c','scopes':['monitor:read']}");
    Kept lost = Kept.of(Kept.posted(old.asks(), "/v1/keys/self/rotate", FIRST_USE).statusCode(201));
    Kept again =
        Kept.of(Kept.posted(old.asks(), "/v1/keys/self/rotate", FIRST_USE).statusCode(201));
    assertEquals(401, lost.status());
    assertEquals("replaced", lost.shown(alice, "revoked_reason"));
    assertEquals(200, old.status());
    assertEquals(200, child.status());
    assertEquals(again.id(), child.shown(alice, "parent_id"));
    assertEquals(200, again.status());
    assertEquals(401, old.status());
    assertEquals(200, child.status());
  }

  @Test
  @Checklist(66)
  void whatItMadeMovesToTheSuccessor() {
    Person alice = house.alice();
    Kept old = Kept.made(alice.asks(), "{'name':'k','scopes':['key:create','monitor:read']}");
    Kept child = Kept.made(old.asks(), "{'name':'c','scopes':['monitor:read']}");
    Kept next = rotated(alice, old, "{'grace_seconds':0}");
    assertEquals(200, child.status());
    assertEquals(next.id(), child.shown(alice, "parent_id"));
    alice.asks().post("/v1/keys/" + next.id() + "/revoke").then().statusCode(200);
    assertEquals(401, child.status());
  }

  @Test
  void aPredecessorEndsWithItsSuccessor() {
    Person alice = house.alice();
    Kept old = Kept.made(alice.asks(), "{'name':'k','scopes':['monitor:read']}");
    Kept next = rotated(alice, old, "{'grace_seconds':3600}");
    assertEquals(200, old.status());
    alice.asks().post("/v1/keys/" + next.id() + "/revoke").then().statusCode(200);
    assertEquals(401, old.status());
    assertEquals("successor", old.shown(alice, "revoked_reason"));
  }

  @Test
  void whatOpensNothingHasNoSuccessor() {
    Person alice = house.alice();
    Kept revoked = Kept.made(alice.asks(), "{'name':'k','scopes':['monitor:read']}");
    alice.asks().post("/v1/keys/" + revoked.id() + "/revoke").then().statusCode(200);
    Kept disabled = Kept.made(alice.asks(), "{'name':'k','scopes':['monitor:read']}");
    alice.asks().post("/v1/keys/" + disabled.id() + "/disable").then().statusCode(200);
    Kept expired = Kept.made(alice.asks(), "{'name':'k','scopes':['monitor:read']}");
    Sql.key(rows, expired.id(), "expires_at = now() - interval '1 second'");
    for (Kept key : List.of(revoked, disabled, expired)) {
      Kept.posted(alice.asks(), "/v1/keys/" + key.id() + "/rotate", "{}").statusCode(409);
    }
    for (String body :
        List.of(
            "{'grace_seconds':-1}",
            "{'grace_seconds':604801}",
            "{'grace':'forever'}",
            "{'grace_seconds':1,'grace':'until_first_use'}")) {
      Kept.posted(alice.asks(), "/v1/keys/" + disabled.id() + "/rotate", body).statusCode(422);
    }
    alice.asks().body("{}").post("/v1/keys/self/rotate").then().statusCode(404);
  }

  @Test
  @Checklist(78)
  void ofManyAtOnceOneIsTheSuccessor() throws Exception {
    Person alice = house.alice();
    for (boolean itself : new boolean[] {false, true}) {
      Kept old = Kept.made(alice.asks(), "{'name':'k','scopes':['monitor:read']}");
      List<Callable<Response>> calls = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        calls.add(
            () ->
                itself
                    ? old.asks().body("{}").post("/v1/keys/self/rotate")
                    : alice.asks().body("{}").post("/v1/keys/" + old.id() + "/rotate"));
      }
      List<String> made = new ArrayList<>();
      try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
        for (Future<Response> answer : executor.invokeAll(calls)) {
          Response response = answer.get();
          if (response.statusCode() == 201) {
            made.add(response.path("key"));
          } else {
            assertEquals(409, response.statusCode());
          }
        }
      }
      // Whoever came after the first had returned is one whose answer was lost, not a race.
      long living =
          made.stream()
              .filter(key -> Person.asks(key).get("/v1/session").statusCode() == 200)
              .count();
      assertEquals(1, living);
    }
  }

  @Test
  void takesNoPlaceInThePlan() {
    Person erin = house.onPlan(Plan.FREE);
    Kept key = Kept.made(erin.asks(), "{'name':'k','scopes':['monitor:read']}");
    for (int i = 1; i < 10; i++) {
      Kept.made(erin.asks(), "{'name':'k','scopes':['monitor:read']}");
    }
    Kept next = rotated(erin, key, "{}");
    rotated(erin, next, "{}");
    Kept.posted(erin.asks(), "/v1/keys", "{'name':'k','scopes':['monitor:read']}").statusCode(409);
    erin.asks().get("/v1/account").then().body("usage.keys.used", equalTo(10));
  }

  @Test
  @Checklist(63)
  void nobodyReceivesAStrongerKeyThanHisOwn() {
    Person alice = house.alice();
    Kept strong = Kept.made(alice.asks(), "{'name':'k','kind':'full_access'}");
    Kept personal = Kept.made(alice.asks(), "{'name':'k','type':'pat','scopes':['monitor:read']}");
    Kept endless = Kept.made(alice.asks(), "{'name':'k','scopes':['monitor:read']}");
    Person bob = house.member(alice, "bob", "key:update", "key:read", "monitor:read");
    Kept weak =
        Kept.made(alice.asks(), "{'name':'k','scopes':['key:update','key:read','monitor:read']}");
    Kept mortal =
        Kept.made(
            alice.asks(),
            "{'name':'k','scopes':['key:update','key:read','monitor:read'],'expires_at':'"
                + Instant.now().plusSeconds(3600)
                + "'}");
    for (var caller : List.of(bob.asks(), weak.asks())) {
      Kept.posted(caller, "/v1/keys/" + strong.id() + "/rotate", "{}").statusCode(404);
    }
    for (var caller : List.of(bob.asks(), weak.asks(), house.carol(alice).asks())) {
      Kept.posted(caller, "/v1/keys/" + personal.id() + "/rotate", "{}").statusCode(403);
    }
    Kept.posted(mortal.asks(), "/v1/keys/" + endless.id() + "/rotate", "{}")
        .statusCode(403)
        .body("errors[0].pointer", equalTo("/expires_at"))
        .body("$", not(hasItem("key")));
    Kept.posted(bob.asks(), "/v1/keys/" + endless.id() + "/rotate", "{}").statusCode(201);
  }

  /** The predecessor ends soon, but its successor would not. */
  @Test
  @Checklist(63)
  void nobodyReceivesALongerLifeByRotatingAPredecessor() {
    Person alice = house.alice();
    Kept endless = Kept.made(alice.asks(), "{'name':'k','scopes':['monitor:read']}");
    Kept mortal =
        Kept.made(
            alice.asks(),
            "{'name':'k','scopes':['key:update','key:read','monitor:read'],'expires_at':'"
                + Instant.now().plus(Duration.ofDays(10))
                + "'}");
    rotated(alice, endless, "{'grace_seconds':3600}");
    Kept.posted(mortal.asks(), "/v1/keys/" + endless.id() + "/rotate", "{}")
        .statusCode(403)
        .body("errors[0].pointer", equalTo("/expires_at"));
  }
}
