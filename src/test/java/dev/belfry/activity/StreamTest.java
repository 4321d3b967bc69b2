package dev.belfry.activity;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Checklist;
import dev.belfry.house.Grant;
import dev.belfry.house.House;
import dev.belfry.house.Listening;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** New entries as they come. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class StreamTest {
  private static final String STREAM = "/v1/activity/stream";
  @Inject House house;
  @Inject Chaining chaining;
  @Inject Feed feed;

  @Test
  void tellsOfNewEntriesInTheirOrder() {
    Person alice = house.alice();
    tell();
    try (Listening listening = new Listening(STREAM, "X-Session-ID", alice.session())) {
      assertEquals(200, listening.status());
      assertTrue(listening.header("Content-Type").startsWith("text/event-stream"));
      assertEquals("no-store", listening.header("Cache-Control"));
      category(alice, "one");
      category(alice, "two");
      category(house.mallory(), "foreign");
      tell();
      Listening.Event one = listening.next();
      assertEquals("entry", one.type());
      assertTrue(one.data().contains("\"name\":\"one\""), one.data());
      given()
          .header("X-Session-ID", alice.session())
          .get("/v1/activity/" + one.id())
          .then()
          .statusCode(200)
          .body("object.name", equalTo("one"));
      assertTrue(listening.next().data().contains("\"name\":\"two\""));
      category(alice, "three");
      tell();
      assertTrue(listening.next().data().contains("\"name\":\"three\""));
    }
  }

  @Test
  void goesOnWhereTheReaderWas() {
    Person alice = house.alice();
    tell();
    String last = alice.asks().get("/v1/activity").path("data[0].id");
    for (int i = 0; i < 5; i++) {
      category(alice, "missed " + i);
    }
    tell();
    try (Listening listening =
        new Listening(STREAM, "X-Session-ID", alice.session(), "Last-Event-ID", last)) {
      feed.runDue();
      for (int i = 0; i < 5; i++) {
        Listening.Event missed = listening.next();
        assertTrue(missed.data().contains("\"name\":\"missed " + i + "\""), missed.data());
      }
    }
    String foreign = house.mallory().asks().get("/v1/activity").path("data[0].id");
    for (String unknown : List.of(foreign, "nonsense", "act_01k00000000000000000000000")) {
      alice
          .asks()
          .header("Last-Event-ID", unknown)
          .get(STREAM)
          .then()
          .statusCode(400)
          .body("errors[0].header", equalTo("Last-Event-ID"));
    }
  }

  @Test
  @Checklist(39)
  void showsEachReaderWhatHeReaches() {
    Person alice = house.alice();
    String shop = category(alice, "Shop");
    tell();
    String key = Grant.key(alice, Grant.of("activity:read").in(shop));
    try (Listening listening = new Listening(STREAM, "X-API-Key", key)) {
      alice.asks().body("{\"name\":\"hidden\"}").post("/v1/groups").then().statusCode(201);
      alice
          .asks()
          .body("{\"name\":\"Store\"}")
          .put("/v1/categories/" + shop)
          .then()
          .statusCode(200);
      tell();
      assertTrue(listening.next().data().contains("\"name\":\"Store\""));
    }
  }

  @Test
  @Checklist(39)
  void isReadByCookieFromOurOwnPagesOnly() {
    Person alice = house.alice();
    String cookie = "belfry_session=" + alice.session();
    for (String[] foreign :
        List.of(
            new String[] {"Origin", "https://evil.example"},
            new String[] {"Origin", "null"},
            new String[] {"Sec-Fetch-Site", "cross-site"},
            new String[] {"Sec-Fetch-Site", "same-site"})) {
      given()
          .header("Cookie", cookie)
          .header(foreign[0], foreign[1])
          .get(STREAM)
          .then()
          .statusCode(403)
          .body("code", equalTo("cross_site"));
    }
    try (Listening listening =
        new Listening(STREAM, "Cookie", cookie, "Sec-Fetch-Site", "same-origin")) {
      assertEquals(200, listening.status());
    }
    try (Listening silent = new Listening(STREAM, "Cookie", cookie)) {
      assertEquals(200, silent.status());
    }
  }

  @Test
  @Checklist(39)
  void takesNoCredentialFromTheQuery() {
    Person alice = house.alice();
    String key = alice.key("activity:read");
    given().get(STREAM + "?api_key=" + key).then().statusCode(401);
    given().get(STREAM + "?session_id=" + alice.session()).then().statusCode(401);
    given().get(STREAM + "?access_token=" + key).then().statusCode(401);
  }

  @Test
  @Checklist(39)
  void fiveAreOpenAtOnceForOneCredential() {
    Person alice = house.alice();
    String key = alice.key("activity:read");
    List<Listening> open = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      open.add(new Listening(STREAM, "X-API-Key", key));
      assertEquals(200, open.getLast().status());
    }
    Person.asks(key)
        .get(STREAM)
        .then()
        .statusCode(429)
        .header("Retry-After", equalTo("5"))
        .body("code", equalTo("too_many_streams"));
    try (Listening other = new Listening(STREAM, "X-Session-ID", alice.session())) {
      assertEquals(200, other.status());
    }
    open.forEach(Listening::close);
  }

  @Test
  void openingIsTheOnlyCallThatItCounts() {
    Person alice = house.alice();
    String key =
        alice
            .asks()
            .body(
                "{\"name\":\"k\",\"scopes\":[\"activity:read\"],\"limits\":[{\"requests\":3,\"window_seconds\":3600}]}")
            .post("/v1/keys")
            .then()
            .statusCode(201)
            .extract()
            .path("key");
    try (Listening listening = new Listening(STREAM, "X-API-Key", key)) {
      assertEquals(200, listening.status());
      category(alice, "one");
      tell();
      listening.next();
      Person.asks(key).get("/v1/activity").then().statusCode(200);
      Person.asks(key).get("/v1/activity").then().statusCode(200);
      Person.asks(key).get("/v1/activity").then().statusCode(429);
    }
  }

  private void tell() {
    chaining.runDue();
    feed.runDue();
  }

  private static String category(Person owner, String name) {
    return owner
        .asks()
        .body("{\"name\":\"" + name + "\"}")
        .post("/v1/categories")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }
}
