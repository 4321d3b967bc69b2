package dev.belfry.access.idempotency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.AtOnce;
import dev.belfry.house.Checklist;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A call with an Idempotency-Key is done once, however often it is sent, and by whom else. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class IdempotencyTest {
  private static final String KEY = "Idempotency-Key";
  private static final String REPLAYED = "Idempotency-Replayed";
  private static final String NAME = "8e03978e-40d5-43dd";

  @Inject House house;
  @Inject Rows rows;
  @Inject TestClock clock;
  @Inject IdempotencyUpkeep upkeep;

  @Test
  @Checklist(80)
  void theSecondAnswerIsTheFirstAndNothingIsDoneTwice() {
    Person alice = house.alice();
    Response first = category(alice.asks(), NAME, "Web");
    Response second = category(alice.asks(), NAME, "Web");
    assertEquals(201, second.statusCode());
    assertEquals(first.asString(), second.asString());
    assertEquals(first.header("Location"), second.header("Location"));
    assertEquals(first.contentType(), second.contentType());
    assertNull(first.header(REPLAYED));
    assertEquals("true", second.header(REPLAYED));
    assertEquals(1, categories(alice));
    assertEquals(
        "true", category(alice.asks(), "\"" + NAME + "\"", "Web").header(REPLAYED), "quoted");
    assertEquals(409, category(alice.asks(), "another-name", "Web").statusCode());
  }

  @Test
  void anotherCallWithTheSameKeyIsRefused() {
    Person alice = house.alice();
    String id = category(alice.asks(), NAME, "Web").path("id");
    Response other = category(alice.asks(), NAME, "Other");
    assertEquals(422, other.statusCode());
    assertEquals("idempotency_key_reused", other.path("code"));
    assertEquals(1, categories(alice));
    String one = key(alice);
    String two = key(alice);
    assertEquals(201, rotate(alice, one).statusCode());
    assertEquals(422, rotate(alice, two).statusCode(), "another thing on the same route");
    assertEquals(
        200, alice.asks().header(KEY, NAME).get("/v1/categories/" + id).statusCode(), "no POST");
  }

  private static Response rotate(Person person, String key) {
    return person.asks().header(KEY, NAME).body("{}").post("/v1/keys/" + key + "/rotate");
  }

  @Test
  @Checklist(80)
  void whoElseSaysTheSameKeyIsSomebodyElse() {
    Person alice = house.alice();
    Person mallory = house.mallory();
    assertNull(category(alice.asks(), NAME, "a").header(REPLAYED));
    assertNull(category(mallory.asks(), NAME, "a").header(REPLAYED), "another account");
    assertEquals(1, categories(mallory));
    Person erin = house.member(alice, "erin", "*:*");
    assertEquals(201, category(erin.asks(), NAME, "b").statusCode(), "another member");
    String key = alice.key("category:create", "category:read");
    assertEquals(201, category(Person.asks(key), NAME, "c").statusCode(), "her key");
    assertEquals(409, category(Person.asks(alice.key("category:create")), NAME, "c").statusCode());
    String again = House.signIn(alice.email());
    Response other =
        category(
            io.restassured.RestAssured.given()
                .contentType("application/json")
                .header("X-Session-ID", again),
            NAME,
            "a");
    assertEquals("true", other.header(REPLAYED), "another session of hers");
  }

  @Test
  @Checklist(80)
  void ofCallsAtOnceOneWorks() throws InterruptedException {
    Person alice = house.alice();
    List<Response> answers = AtOnce.times(20, () -> category(alice.asks(), NAME, "Web"));
    assertEquals(1, categories(alice));
    assertEquals(
        1,
        answers.stream()
            .filter(answer -> answer.statusCode() == 201 && answer.header(REPLAYED) == null)
            .count());
    for (Response answer : answers) {
      if (answer.statusCode() != 201) {
        assertEquals(409, answer.statusCode(), answer.asString());
        assertEquals("call_under_way", answer.path("code"));
        assertEquals("1", answer.header("Retry-After"));
      }
    }
  }

  @Test
  void whatBrokeOffIsUnknownUntilItsClaimLapses() {
    Person alice = house.alice();
    category(alice.asks(), NAME, "Web").then().statusCode(201);
    change(alice, "status = null, answer = null, location = null");
    assertEquals("call_under_way", category(alice.asks(), NAME, "Web").path("code"));
    change(
        alice,
        "claimed_at = now() - interval '3 minutes', lease_until = now() + interval '7 minutes'");
    Response unknown = category(alice.asks(), NAME, "Web");
    assertEquals(409, unknown.statusCode());
    assertEquals("outcome_unknown", unknown.path("code"));
    int rest = Integer.parseInt(unknown.header("Retry-After"));
    assertTrue(rest > 400 && rest <= 420, "" + rest);
    assertEquals(422, category(alice.asks(), NAME, "Other").statusCode());
    change(alice, "lease_until = now() - interval '1 second'");
    assertEquals("taken", category(alice.asks(), NAME, "Web").path("code"), "done again");
    assertEquals(201, category(alice.asks(), NAME, "Other").statusCode(), "free again");
  }

  @Test
  void whatFailedIsTriedAgain() {
    Person alice = house.alice();
    assertEquals(422, category(alice.asks(), NAME, "").statusCode());
    assertEquals(0, kept(alice));
    assertEquals(201, category(alice.asks(), NAME, "Web").statusCode());
    Person carol = house.carol(alice);
    assertEquals(403, category(carol.asks(), NAME, "Mine").statusCode());
    assertEquals(
        400,
        alice.asks().header(KEY, NAME + "x").body("{").post("/v1/categories?a=b").statusCode());
    assertEquals(1, kept(alice));
  }

  @Test
  void aDayLaterItIsForgotten() throws SQLException {
    Person alice = house.alice();
    category(alice.asks(), NAME, "Web").then().statusCode(201);
    clock.advance(Duration.ofHours(23));
    upkeep.runDue();
    assertEquals(1, kept(alice));
    category(Person.asks(alice.key("category:create")), NAME, "Shop").then().statusCode(201);
    clock.advance(Duration.ofHours(1));
    upkeep.runDue();
    assertEquals(1, kept(alice), "only the younger one");
  }

  @Test
  @Checklist(80)
  void whoLostHisRightIsReplayedNothing() {
    Person alice = house.alice();
    Person erin = house.member(alice, "erin", "category:create", "category:read", "monitor:read");
    category(erin.asks(), NAME, "Web").then().statusCode(201);
    String user = erin.founder().user().text();
    assertEquals(
        200,
        alice
            .asks()
            .contentType("application/merge-patch+json")
            .body(
                "{\"grants\":[{\"scopes\":[\"category:create\"],\"categories\":\"ALL\",\"groups\":\"ALL\"}]}")
            .patch("/v1/users/" + user)
            .statusCode());
    Response fewer = category(erin.asks(), NAME, "Web");
    assertEquals(409, fewer.statusCode(), fewer.asString());
    assertEquals("answer_withheld", fewer.path("code"));
    String key = alice.key("category:create");
    category(Person.asks(key), NAME, "Key").then().statusCode(201);
    assertEquals("true", category(Person.asks(key), NAME, "Key").header(REPLAYED));
    String id = alice.asks().get("/v1/keys").path("data[0].id");
    alice.asks().post("/v1/keys/" + id + "/revoke").then().statusCode(200);
    assertEquals(401, category(Person.asks(key), NAME, "Key").statusCode());
  }

  @Test
  void aCallThatEndsItsOwnCallerIsKept() {
    Person alice = house.alice();
    String key = alice.key("*:*");
    String id = alice.asks().get("/v1/keys").path("data[0].id");
    int before = kept(alice);
    assertEquals(
        200, Person.asks(key).header(KEY, NAME).post("/v1/keys/" + id + "/revoke").statusCode());
    assertEquals(before + 1, kept(alice));
    assertEquals(
        List.of(200),
        rows.select(
            "select status::int from access_idempotency where account_id = ?",
            alice.account().uuid()));
  }

  @Test
  void keysOfAnotherFormAreRefused() {
    Person alice = house.alice();
    for (String bad :
        List.of("", "short", "x".repeat(256), "with space", "\"open-string", "é".repeat(9))) {
      Response answer = category(alice.asks(), bad, "Web");
      assertEquals(400, answer.statusCode(), bad);
      assertEquals(KEY, answer.path("errors[0].header"), bad);
    }
    Response twice =
        alice.asks().header(KEY, NAME).header(KEY, NAME).body("{}").post("/v1/categories");
    assertEquals(400, twice.statusCode());
    assertEquals(0, categories(alice));
    assertEquals(201, category(alice.asks(), "x".repeat(255), "Web").statusCode());
  }

  @Test
  void anAccountHasSoManyKeysAndNoMore() {
    Person alice = house.alice();
    rows.change(
        """
        insert into access_idempotency
          (account_id, id, caller_id, route, key_hash, fingerprint, rights, lease_until, kept_until)
        select ?, gen_random_uuid(), gen_random_uuid(), '', '', '', '', now(), ?::timestamptz + interval '1 hour'
        from generate_series(1, 10000)""",
        alice.account().uuid(),
        clock.instant().atOffset(java.time.ZoneOffset.UTC));
    Response full = category(alice.asks(), NAME, "Web");
    assertEquals(429, full.statusCode());
    assertEquals("too_many_idempotency_keys", full.path("code"));
    assertNotEquals(null, full.header("Retry-After"));
    assertEquals(201, category(house.mallory().asks(), NAME, "Web").statusCode());
    rows.change("delete from access_idempotency where account_id = ?", alice.account().uuid());
  }

  private static Response category(RequestSpecification request, String key, String name) {
    return request.header(KEY, key).body("{\"name\":\"" + name + "\"}").post("/v1/categories");
  }

  private static String key(Person person) {
    return person
        .asks()
        .body("{\"name\":\"x\",\"scopes\":[\"monitor:read\"]}")
        .post("/v1/keys")
        .path("id");
  }

  private static int categories(Person person) {
    return person.asks().get("/v1/categories").path("pagination.total");
  }

  private int kept(Person person) {
    return rows.select(
            "select id from access_idempotency where account_id = ?", person.account().uuid())
        .size();
  }

  private void change(Person person, String set) {
    assertEquals(
        1,
        rows.change(
            "update access_idempotency set " + set + " where account_id = ?",
            person.account().uuid()));
  }
}
