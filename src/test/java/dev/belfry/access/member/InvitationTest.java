package dev.belfry.access.member;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.AtOnce;
import dev.belfry.house.House;
import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class InvitationTest {
  private static final String PASSWORD = "a guest's password";
  @Inject House house;

  @Inject
  @DataSource("system")
  AgroalDataSource system;

  @Test
  void makesAUserAndAMember() throws SQLException {
    Person alice = house.alice();
    String email = email();
    JsonPath made = invite(alice, email, "monitor:read");
    String token = made.getString("token");
    alice
        .asks()
        .get("/v1/invitations/" + made.getString("id"))
        .then()
        .body("token", nullValue())
        .body("status", equalTo("pending"))
        .body("invited_by", equalTo(alice.founder().member().text()))
        .body(not(containsString(token)));
    assertEquals(0, withHash("hash = convert_to('" + token + "', 'UTF8')"));
    accept(token, PASSWORD)
        .then()
        .statusCode(201)
        .body("account_id", equalTo(alice.account().text()))
        .body("member_id", startsWith("mem_"))
        .body("user.email", equalTo(email))
        .body("user.name", equalTo("Guest"));
    String session = UserTest.login(email, PASSWORD).then().statusCode(201).extract().path("token");
    given().header("X-Session-ID", session).get("/v1/monitors").then().statusCode(200);
    given().header("X-Session-ID", session).get("/v1/users").then().statusCode(403);
    accept(token, PASSWORD).then().statusCode(401);
    alice.asks().get("/v1/invitations").then().body("data", hasSize(0));
    alice
        .asks()
        .get("/v1/activity")
        .then()
        .body("data.action", hasItems("invitation.created", "user.joined"));
  }

  @Test
  void aUserAcceptsWithHisOwnPasswordAndStaysWhoHeIs() {
    Person alice = house.alice();
    Person mallory = house.mallory();
    String token = invite(alice, mallory.email(), "monitor:read").getString("token");
    Response wrong = accept(token, "not this password");
    Response unknown = accept("bfy_inv_" + "A".repeat(43), "not this password");
    assertEquals(401, wrong.statusCode());
    assertEquals(
        wrong.asString().replaceAll("req_\\w+", ""), unknown.asString().replaceAll("req_\\w+", ""));
    accept(token, TestDatabase.PASSWORD).then().statusCode(201);
    mallory.asks().get("/v1/session").then().body("user.name", equalTo("mallory"));
    mallory.asks().get("/v1/accounts").then().body("data.member", equalTo(List.of(true, true)));
  }

  @Test
  void isAcceptedBySomebodyWhoIsSignedInAndBelongsToNobodyElse() {
    Person alice = house.alice();
    Person mallory = house.mallory();
    String token = invite(alice, mallory.email(), "monitor:read").getString("token");
    String body = Json.of("{'token':'%s'}", token);
    Person other = house.bob(alice);
    other.asks().body(body).post("/v1/invitations/join").then().statusCode(401);
    Person.asks(mallory.key("*:*"))
        .body(body)
        .post("/v1/invitations/join")
        .then()
        .statusCode(403)
        .body("code", equalTo("session_needed"));
    mallory.asks().body(body).post("/v1/invitations/join").then().statusCode(201);
    alice.asks().get("/v1/users").then().body("pagination.total", equalTo(3));
    String again = invite(alice, mallory.email(), "monitor:read").getString("token");
    mallory
        .asks()
        .body(Json.of("{'token':'%s'}", again))
        .post("/v1/invitations/join")
        .then()
        .statusCode(409);
  }

  @Test
  void givesNoMoreThanItsInviterMayWhenItIsAccepted() {
    Person alice = house.alice();
    Person clerk = house.member(alice, "clerk", "user:*", "monitor:*");
    String token = invite(clerk, email(), "monitor:write").getString("token");
    alice
        .asks()
        .contentType(Json.PATCH)
        .body(
            Json.of(
                "{'grants':[{'scopes':['user:*','monitor:read'],'categories':'ALL','groups':'ALL'}]}"))
        .patch("/v1/users/" + clerk.founder().user().text())
        .then()
        .statusCode(200);
    accept(token, PASSWORD).then().statusCode(409);
    String inviters = invite(clerk, email(), "monitor:read").getString("token");
    alice.asks().delete("/v1/users/" + clerk.founder().user().text()).then().statusCode(204);
    accept(inviters, PASSWORD).then().statusCode(409);
  }

  @Test
  void ofAKeyEndsWithTheKey() {
    Person alice = house.alice();
    String key = alice.key("user:*", "monitor:read");
    String token =
        Person.asks(key)
            .body(body(email(), "monitor:read"))
            .post("/v1/invitations")
            .then()
            .statusCode(202)
            .extract()
            .path("token");
    String id = alice.asks().get("/v1/keys").path("data[0].id");
    alice.asks().post("/v1/keys/" + id + "/revoke").then().statusCode(200);
    accept(token, PASSWORD).then().statusCode(409);
  }

  @Test
  void isSentAgainWithAnotherTokenAndTakenBack() {
    Person alice = house.alice();
    JsonPath made = invite(alice, email(), "monitor:read");
    String path = "/v1/invitations/" + made.getString("id");
    String second =
        alice.asks().post(path + "/resend").then().statusCode(202).extract().path("token");
    accept(made.getString("token"), PASSWORD).then().statusCode(401);
    Person mallory = house.mallory();
    mallory.asks().post(path + "/resend").then().statusCode(404);
    mallory.asks().delete(path).then().statusCode(404);
    alice.asks().delete(path).then().statusCode(204);
    accept(second, PASSWORD).then().statusCode(401);
  }

  @Test
  void expiresAfterAWeek() throws SQLException {
    Person alice = house.alice();
    JsonPath made = invite(alice, email(), "monitor:read");
    String weeks = "expires_at between now() + interval '6 days' and now() + interval '8 days'";
    assertEquals(1, withHash("account_id = '" + alice.account().uuid() + "' and " + weeks));
    set(alice, "expires_at = now() - interval '1 second'");
    accept(made.getString("token"), PASSWORD).then().statusCode(401);
  }

  @Test
  void whoeverWasRemovedDoesNotComeBackByAnOlderInvitation() {
    Person alice = house.alice();
    String email = email();
    String one = invite(alice, email, "monitor:read").getString("token");
    String other = invite(alice, email, "monitor:read").getString("token");
    String user = accept(one, PASSWORD).then().statusCode(201).extract().path("user.id");
    alice.asks().delete("/v1/users/" + user).then().statusCode(204);
    accept(other, PASSWORD).then().statusCode(401);
  }

  @Test
  void isAcceptedOnceByTwoAtOnce() throws Exception {
    Person alice = house.alice();
    String token = invite(alice, email(), "monitor:read").getString("token");
    List<Integer> answers = AtOnce.times(4, () -> accept(token, PASSWORD).statusCode());
    assertEquals(1, answers.stream().filter(status -> status == 201).count(), answers.toString());
    assertEquals(0, answers.stream().filter(status -> status >= 500).count(), answers.toString());
    alice.asks().get("/v1/users").then().body("pagination.total", equalTo(2));
  }

  @Test
  void bringsBackSomebodyWhoLeftWithoutWhatHeHad() {
    Person alice = house.alice();
    Person bob = house.member(alice, "bob", "monitor:*");
    String path = "/v1/users/" + bob.founder().user().text();
    alice.asks().delete(path).then().statusCode(204);
    accept(invite(alice, bob.email(), "incident:read").getString("token"), TestDatabase.PASSWORD)
        .then()
        .statusCode(201)
        .body("member_id", equalTo(bob.founder().member().text()));
    alice
        .asks()
        .get(path)
        .then()
        .body("grants[0].scopes", equalTo(List.of("incident:read")))
        .body("grants", hasSize(1));
  }

  @Test
  void wantsAnAddressAndAGoodPassword() {
    Person alice = house.alice();
    alice
        .asks()
        .body(body("no address", "monitor:read"))
        .post("/v1/invitations")
        .then()
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/email"));
    String email = email();
    String token = invite(alice, email, "monitor:read").getString("token");
    accept(token, "too short")
        .then()
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/password"));
    accept(token, email).then().statusCode(422);
    accept(token, "ü".repeat(513)).then().statusCode(422);
    accept(token, "ü".repeat(512)).then().statusCode(201);
    UserTest.login(email, "ü".repeat(511) + "x").then().statusCode(401);
    UserTest.login(email, "ü".repeat(512)).then().statusCode(201);
  }

  private static String email() {
    return "guest-" + UUID.randomUUID() + "@example.org";
  }

  private static String body(String email, String scope) {
    return Json.of(
        "{'email':'%s','name':'Guest','grants':[{'scopes':['%s'],'categories':'ALL','groups':'ALL'}]}",
        email, scope);
  }

  private static JsonPath invite(Person who, String email, String scope) {
    return who.asks()
        .body(body(email, scope))
        .post("/v1/invitations")
        .then()
        .statusCode(202)
        .extract()
        .jsonPath();
  }

  private static Response accept(String token, String password) {
    return given()
        .contentType(ContentType.JSON)
        .body(java.util.Map.of("token", token, "password", password))
        .post("/v1/invitations/accept");
  }

  private int withHash(String condition) throws SQLException {
    try (Connection connection = system.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "select count(*)::int from access_invitation where " + condition);
        var row = statement.executeQuery()) {
      row.next();
      return row.getInt(1);
    }
  }

  private void set(Person person, String change) throws SQLException {
    try (Connection connection = system.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "update access_invitation set " + change + " where account_id = ?")) {
      statement.setObject(1, person.account().uuid());
      assertEquals(1, statement.executeUpdate());
    }
  }
}
