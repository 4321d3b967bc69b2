package dev.belfry.activity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Checklist;
import dev.belfry.house.Grant;
import dev.belfry.house.House;
import dev.belfry.house.Json;
import dev.belfry.house.Listening;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stream ends with the right by which it was opened. */
@QuarkusTest
@Checklist(39)
@QuarkusTestResource(TestDatabase.class)
class StreamEndTest {
  private static final String STREAM = "/v1/activity/stream";

  /** Two seconds are promised; a busy machine gets some more. */
  private static final Duration MOST = Duration.ofSeconds(6);

  @Inject House house;
  @Inject Rows rows;
  @Inject Intruder intruder;
  @Inject Chaining chaining;
  @Inject Feed feed;
  private Person alice;

  @BeforeEach
  void anAccount() {
    alice = house.alice();
  }

  @Test
  void whenTheKeyIsRevoked() {
    String key = alice.key("activity:read");
    ends(
        "revoked",
        key,
        () -> alice.asks().post("/v1/keys/" + id() + "/revoke").then().statusCode(200));
  }

  @Test
  void whenTheKeyIsRotated() {
    String key = alice.key("activity:read");
    ends(
        "rotated",
        key,
        () ->
            alice
                .asks()
                .body("{\"grace_seconds\":0}")
                .post("/v1/keys/" + id() + "/rotate")
                .then()
                .statusCode(201));
  }

  @Test
  void whenTheKeyExpires() {
    String key = alice.key("activity:read");
    ends(
        "expired",
        key,
        () ->
            rows.change("update access_key set expires_at = now() where id = (" + theKey() + ")"));
  }

  @Test
  void whenTheSessionIsLoggedOut() {
    String session = House.signIn(alice.email());
    try (Listening listening = new Listening(STREAM, "X-Session-ID", session)) {
      Person leaving = new Person(alice.account(), alice.email(), session, alice.founder());
      endsNow(
          "revoked", listening, () -> leaving.asks().delete("/v1/session").then().statusCode(204));
    }
  }

  @Test
  void whenTheUserIsDisabled() {
    Person bob = house.member(alice, "bob", "activity:read", "key:create");
    String key = bob.key("activity:read");
    try (Listening bySession = new Listening(STREAM, "X-Session-ID", bob.session());
        Listening byKey = new Listening(STREAM, "X-API-Key", key)) {
      endsNow("disabled", byKey, () -> patch(bob, "{'status':'disabled'}"));
      assertTrue(bySession.reason().matches("disabled|revoked"));
    }
  }

  @Test
  void whenTheAccountIsSuspended() {
    String key = alice.key("activity:read");
    ends(
        "disabled",
        key,
        () ->
            rows.change(
                "update access_account set status = 'suspended' where id = ?",
                alice.account().uuid()));
  }

  @Test
  void whenTheScopeIsTakenFromItsOwner() {
    Person bob = house.member(alice, "bob", "activity:read");
    try (Listening listening = new Listening(STREAM, "X-Session-ID", bob.session())) {
      endsNow(
          "right_lost",
          listening,
          () ->
              patch(
                  bob,
                  "{'grants':[{'scopes':['monitor:read'],'categories':'ALL','groups':'ALL'}]}"));
    }
  }

  @Test
  void whenItReachesSomethingElse() {
    String shop =
        alice.asks().body("{\"name\":\"Shop\"}").post("/v1/categories").then().extract().path("id");
    String key = Grant.key(alice, Grant.of("activity:read").in(shop));
    ends(
        "reach_changed",
        key,
        () ->
            alice
                .asks()
                .body(
                    Json.of(
                        "{'name':'k','grants':[{'scopes':['activity:read'],'categories':'ALL','groups':'ALL'}]}"))
                .put("/v1/keys/" + id())
                .then()
                .statusCode(200));
  }

  @Test
  void whenTheDatabaseDoesNotSay() {
    String key = alice.key("activity:read");
    String arguments = "(bytea[], text[], text[], text[], timestamptz[], timestamptz[], uuid[])";
    try {
      ends(
          "unconfirmed",
          key,
          () ->
              intruder.execute(
                  "alter function access_ask_again" + arguments + " rename to access_ask_gone"));
    } finally {
      intruder.execute(
          "alter function access_ask_gone" + arguments + " rename to access_ask_again");
    }
  }

  /** The other half of each of them: nothing ends it without a reason. */
  @Test
  void andNotBefore() {
    String key = alice.key("activity:read");
    String other = alice.key("activity:read", "monitor:read");
    try (Listening stays = new Listening(STREAM, "X-API-Key", key);
        Listening goes = new Listening(STREAM, "X-API-Key", other)) {
      assertEquals(200, stays.status());
      endsNow(
          "revoked",
          goes,
          () -> alice.asks().post("/v1/keys/" + id() + "/revoke").then().statusCode(200));
      alice.asks().body("{\"name\":\"after\"}").post("/v1/categories").then().statusCode(201);
      chaining.runDue();
      feed.runDue();
      Listening.Event entry = stays.next();
      assertEquals("entry", entry.type(), entry.data());
    }
  }

  private void ends(String reason, String key, Runnable change) {
    try (Listening listening = new Listening(STREAM, "X-API-Key", key)) {
      endsNow(reason, listening, change);
    }
  }

  private static void endsNow(String reason, Listening listening, Runnable change) {
    assertEquals(200, listening.status());
    change.run();
    long changed = System.nanoTime();
    assertEquals(reason, listening.reason());
    Duration took = Duration.ofNanos(System.nanoTime() - changed);
    assertTrue(took.compareTo(MOST) < 0, "it took " + took);
  }

  /** Of the key that was made last. */
  private String id() {
    return alice.asks().get("/v1/keys?limit=1").path("data[0].id");
  }

  private String theKey() {
    return "select id from access_key where account_id = '" + alice.account().uuid() + "'";
  }

  private void patch(Person who, String body) {
    alice
        .asks()
        .contentType(Json.PATCH)
        .body(Json.of(body))
        .patch("/v1/users/" + who.founder().user().text())
        .then()
        .statusCode(200);
  }
}
