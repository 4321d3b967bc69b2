package dev.belfry.access.member;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.House;
import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A new password for somebody who lost his, without mail. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class PasswordResetTest {
  private static final String NEW = "a password after the loss";
  @Inject House house;
  @Inject Rows rows;

  @Test
  void setsAPasswordOnceAndEndsTheSessions() {
    Person alice = house.alice();
    Person bob = house.bob(alice);
    String token =
        offer(alice, bob)
            .then()
            .statusCode(201)
            .header("Cache-Control", containsString("no-store"))
            .extract()
            .path("token");
    use(token, "short").then().statusCode(422);
    bob.asks().get("/v1/session").then().statusCode(200);
    use(token, NEW).then().statusCode(204);
    bob.asks().get("/v1/session").then().statusCode(401);
    UserTest.login(bob.email(), TestDatabase.PASSWORD).then().statusCode(401);
    UserTest.login(bob.email(), NEW).then().statusCode(201);
    use(token, NEW + "!").then().statusCode(401);
    alice
        .asks()
        .get("/v1/activity")
        .then()
        .body("data.action", hasItems("user.password_reset_offered", "user.password_reset"))
        .body(not(containsString(token)));
    assertEquals(
        1,
        rows.select(
                "select 1 from access_user where id = ? and tokens_valid_after is not null",
                bob.founder().user().uuid())
            .size());
  }

  @Test
  void aLaterOneEndsTheOneBefore() {
    Person alice = house.alice();
    Person bob = house.bob(alice);
    String first = offer(alice, bob).path("token");
    String second = offer(alice, bob).path("token");
    use(first, NEW).then().statusCode(401);
    rows.change(
        "update access_password_reset set expires_at = now() where membership_id = ?",
        bob.founder().member().uuid());
    use(second, NEW).then().statusCode(401);
  }

  @Test
  void isNotForWhoeverMayDoMore() {
    Person alice = house.alice();
    Person clerk = house.member(alice, "clerk", "user:*", "monitor:read");
    offer(clerk, alice).then().statusCode(403).body("code", equalTo("escalation_denied"));
    offer(alice, alice).then().statusCode(409);
    offer(house.carol(alice), clerk).then().statusCode(403);
    Person.asks(alice.key("*:*"))
        .post("/v1/users/" + clerk.founder().user().text() + "/password-reset")
        .then()
        .statusCode(403)
        .body("code", equalTo("session_needed"));
  }

  @Test
  void isOfNoUseWhenHeMayDoMoreByThen() {
    Person alice = house.alice();
    Person clerk = house.member(alice, "clerk", "user:*", "monitor:read");
    Person dave = house.member(alice, "dave", "monitor:read");
    String token = offer(clerk, dave).then().statusCode(201).extract().path("token");
    alice
        .asks()
        .contentType(Json.PATCH)
        .body(Json.of("{'grants':[{'scopes':['*:*'],'categories':'ALL','groups':'ALL'}]}"))
        .patch("/v1/users/" + dave.founder().user().text())
        .then()
        .statusCode(200);
    use(token, NEW).then().statusCode(401);
    UserTest.login(dave.email(), TestDatabase.PASSWORD).then().statusCode(201);
  }

  @Test
  void isNotForWhoeverIsAMemberElsewhere() {
    Person alice = house.alice();
    Person bob = house.bob(alice);
    String waiting = offer(alice, bob).path("token");
    join(house.mallory(), bob).then().statusCode(201);
    offer(alice, bob).then().statusCode(409).body("detail", containsString("another account"));
    use(waiting, NEW).then().statusCode(401);
    UserTest.login(bob.email(), TestDatabase.PASSWORD).then().statusCode(201);
  }

  @Test
  void whoeverPassedItOnDoesNotComeAlongIntoAnotherAccount() {
    Person alice = house.alice();
    Person bob = house.bob(alice);
    String token = offer(alice, bob).path("token");
    use(token, NEW).then().statusCode(204);
    Person mallory = house.mallory();
    String invitation = invite(mallory, bob.email());
    accept(Map.of("token", invitation, "password", NEW))
        .then()
        .statusCode(409)
        .body("code", equalTo("password_given"));
    String own = "a password of his own";
    accept(Map.of("token", invitation, "password", NEW, "new_password", own))
        .then()
        .statusCode(201);
    UserTest.login(bob.email(), NEW).then().statusCode(401);
    UserTest.login(bob.email(), own).then().statusCode(201);
  }

  @Test
  void aPasswordGivenAtTheBeginningOpensNoFurtherAccount() {
    Person mallory = house.mallory();
    String email = "guest-" + java.util.UUID.randomUUID() + "@example.org";
    mallory
        .asks()
        .body(Json.of("{'email':'%s','name':'Guest','password':'%s'}", email, NEW))
        .post("/v1/users")
        .then()
        .statusCode(202);
    String session = UserTest.login(email, NEW).then().statusCode(201).extract().path("token");
    String invitation = invite(house.alice(), email);
    given()
        .header("X-Session-ID", session)
        .contentType("application/json")
        .body(Map.of("token", invitation))
        .post("/v1/invitations/join")
        .then()
        .statusCode(409)
        .body("code", equalTo("password_given"));
    given()
        .header("X-Session-ID", session)
        .contentType("application/json")
        .body(Map.of("current", NEW, "new", "only the guest knows"))
        .post("/v1/password")
        .then()
        .statusCode(204);
    given()
        .header("X-Session-ID", session)
        .contentType("application/json")
        .body(Map.of("token", invitation))
        .post("/v1/invitations/join")
        .then()
        .statusCode(201);
  }

  @Test
  void aWrongPasswordAtAnInvitationStandsInTheLogBookOfItsUser() {
    Person mallory = house.mallory();
    String token = invite(house.alice(), mallory.email());
    accept(Map.of("token", token, "password", "not this password")).then().statusCode(401);
    List<String> actions = mallory.asks().get("/v1/activity").then().extract().path("data.action");
    assertEquals(1, actions.stream().filter("session.refused"::equals).count());
  }

  @Test
  void endingAllSessionsAndDisablingRefuseOlderTokens() {
    Person alice = house.alice();
    Person bob = house.bob(alice);
    Person carol = house.carol(alice);
    alice
        .asks()
        .delete("/v1/sessions?user_id=" + bob.founder().user().text())
        .then()
        .statusCode(204);
    alice
        .asks()
        .contentType(Json.PATCH)
        .body(Json.of("{'status':'disabled'}"))
        .patch("/v1/users/" + carol.founder().user().text())
        .then()
        .statusCode(200);
    alice.asks().delete("/v1/sessions").then().statusCode(204);
    for (Person person : List.of(alice, bob, carol)) {
      assertEquals(
          1,
          rows.select(
                  "select 1 from access_user where id = ? and tokens_valid_after > now() - interval '1 minute'",
                  person.founder().user().uuid())
              .size(),
          person.email());
    }
  }

  @Test
  void withoutAMailServerNobodyIsWrittenTo() {
    given()
        .contentType("application/json")
        .body(Map.of("email", house.alice().email()))
        .post("/v1/password-reset/request")
        .then()
        .statusCode(409)
        .body("detail", containsString("Mail is off"));
  }

  static Response offer(Person admin, Person whom) {
    return admin.asks().post("/v1/users/" + whom.founder().user().text() + "/password-reset");
  }

  static Response use(String token, String password) {
    return given()
        .contentType("application/json")
        .body(Map.of("token", token, "password", password))
        .post("/v1/password-reset");
  }

  private static Response join(Person host, Person guest) {
    return guest
        .asks()
        .body(Map.of("token", invite(host, guest.email())))
        .post("/v1/invitations/join");
  }

  private static String invite(Person who, String email) {
    return who.asks()
        .body(Json.of("{'email':'%s'}", email))
        .post("/v1/invitations")
        .then()
        .statusCode(202)
        .extract()
        .path("token");
  }

  private static Response accept(Map<String, String> body) {
    return given().contentType("application/json").body(body).post("/v1/invitations/accept");
  }
}
