package dev.belfry.access.session;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Checklist;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class SessionTest {
  @Inject House house;

  @Inject
  @DataSource("system")
  AgroalDataSource system;

  @Test
  void beginsWithALoginAndTellsWhoOneIs() {
    Response login = login(TestDatabase.ADMIN, TestDatabase.PASSWORD);
    login
        .then()
        .statusCode(201)
        .header("Cache-Control", containsString("no-store"))
        .header("Set-Cookie", containsString("HttpOnly"))
        .header("Set-Cookie", containsString("SameSite=Lax"))
        .body("user.email", equalTo(TestDatabase.ADMIN));
    given()
        .header("X-Session-ID", login.<String>path("token"))
        .get("/v1/session")
        .then()
        .statusCode(200)
        .body("kind", equalTo("user"))
        .body("grants[0].scopes", equalTo(java.util.List.of("*:*")));
  }

  @Test
  @Checklist(86)
  void aWrongPasswordAndAnUnknownAddressLookTheSame() {
    Response wrong = login(TestDatabase.ADMIN, "wrong horse battery");
    Response unknown = login("nobody@example.org", "wrong horse battery");
    assertEquals(401, wrong.statusCode());
    assertEquals(
        wrong.asString().replaceAll("req_\\w+", ""), unknown.asString().replaceAll("req_\\w+", ""));
  }

  @Test
  void aKeyTellsWhoseItIsAndWhatItMay() {
    Person alice = house.alice();
    Person.asks(alice.key("monitor:read"))
        .get("/v1/session")
        .then()
        .body("kind", equalTo("key"))
        .body("key.name", equalTo("test"))
        .body("grants[0].scopes", equalTo(java.util.List.of("monitor:read")));
  }

  @Test
  @Checklist(96)
  void endsAtLogout() {
    Person alice = house.alice();
    alice
        .asks()
        .delete("/v1/session")
        .then()
        .statusCode(204)
        .header("Set-Cookie", containsString("Max-Age=0"));
    alice.asks().get("/v1/session").then().statusCode(401);
  }

  @Test
  @Checklist(96)
  void endsWhenItWasIdleForTooLong() throws SQLException {
    Person alice = house.alice();
    set(alice, "last_seen_at = now() - interval '9 hours'");
    alice
        .asks()
        .get("/v1/session")
        .then()
        .statusCode(401)
        .body("detail", containsString("expired"));
  }

  @Test
  @Checklist(96)
  void endsInTheEndWhateverHappens() throws SQLException {
    Person alice = house.alice();
    set(alice, "expires_at = now() - interval '1 second'");
    alice.asks().get("/v1/session").then().statusCode(401);
  }

  @Test
  void oneSeesAndEndsOnesOwn() {
    Person alice = house.alice();
    Person again =
        new Person(
            alice.account(),
            alice.email(),
            login(alice.email(), TestDatabase.PASSWORD).path("token"),
            alice.founder());
    again
        .asks()
        .get("/v1/sessions")
        .then()
        .body("data", hasSize(2))
        .body("data.current", hasItem(true));
    String other =
        again.asks().get("/v1/sessions").jsonPath().getString("data.find { !it.current }.id");
    again.asks().delete("/v1/sessions/" + other).then().statusCode(204);
    alice.asks().get("/v1/session").then().statusCode(401);
    again.asks().get("/v1/session").then().statusCode(200);
  }

  @Test
  @Checklist(73)
  void endingThatOfAnotherNeedsTheScope() {
    Person alice = house.alice();
    Person bob = house.bob(alice);
    String bobs = bob.asks().get("/v1/sessions").path("data[0].id");
    Person carol = house.carol(alice);
    carol.asks().delete("/v1/sessions/" + bobs).then().statusCode(404);
    alice.asks().delete("/v1/sessions/" + bobs).then().statusCode(204);
    bob.asks().get("/v1/session").then().statusCode(401);
  }

  @Test
  void passwordsAreKeptAsArgon2id() throws SQLException {
    try (Connection connection = system.getConnection();
        PreparedStatement statement =
            connection.prepareStatement("select password_hash from access_user where email = ?")) {
      statement.setString(1, TestDatabase.ADMIN);
      try (var row = statement.executeQuery()) {
        assertTrue(row.next());
        assertTrue(
            row.getString(1).startsWith("$argon2id$v=19$m=19456,t=2,p=1$"), row.getString(1));
      }
    }
  }

  private void set(Person person, String change) throws SQLException {
    try (Connection connection = system.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "update access_session set " + change + " where account_id = ?")) {
      statement.setObject(1, person.account().uuid());
      assertEquals(1, statement.executeUpdate());
    }
  }

  private static Response login(String email, String password) {
    return given()
        .contentType(ContentType.JSON)
        .body(Map.of("email", email, "password", password))
        .post("/v1/session");
  }

  /** Sessions lie in no category and no group: those of others need the scope on everything. */
  @Test
  void aGrantOnSomeGroupsReachesNobodysSessions() {
    Person alice = house.alice();
    String key =
        alice
            .asks()
            .body(
                "{\"name\":\"k\",\"grants\":[{\"scopes\":[\"session:read\",\"session:delete\"],"
                    + "\"categories\":\"ALL\",\"groups\":[]}]}")
            .post("/v1/keys")
            .then()
            .statusCode(201)
            .extract()
            .path("key");
    String session = alice.asks().get("/v1/sessions").path("data[0].id");
    Person.asks(key)
        .get("/v1/sessions?user_id=" + alice.founder().user().text())
        .then()
        .statusCode(403);
    Person.asks(key).delete("/v1/sessions/" + session).then().statusCode(404);
    alice.asks().get("/v1/session").then().statusCode(200);
  }
}
