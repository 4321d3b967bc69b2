package dev.belfry.access.member.recovery;

import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.House;
import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.Postbox;
import dev.belfry.house.Rows;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A new password by a mail that was really received. */
@QuarkusTest
@TestProfile(Postbox.Profile.class)
@QuarkusTestResource(TestDatabase.class)
class RecoveryTest {
  private static final String NEW = "a password after the loss";
  private static Postbox post;

  @Inject House house;
  @Inject Rows rows;
  @Inject TestClock clock;
  @Inject RecoveryMails mails;

  @BeforeAll
  static void open() {
    post = new Postbox();
  }

  @AfterAll
  static void shut() {
    post.close();
  }

  @Test
  void thePageBehindTheLinkSetsAPasswordOnceAndEndsTheSessions() throws SQLException {
    Person alice = house.alice();
    Person bob = house.bob(alice);
    rows.change(
        "update access_user set address_proven = false, password_given = true where email = ?",
        bob.email());
    ask(bob.email()).then().statusCode(202);
    mails.runDue();
    String code = post.code(bob.email(), 1);
    assertThat(
        post.text(bob.email(), 1),
        containsString("for Belfry, to which you sign in as " + bob.email() + ".\n"));
    given()
        .get("/password-reset")
        .then()
        .statusCode(200)
        .header("Content-Security-Policy", containsString("default-src 'none'"))
        .header("Referrer-Policy", equalTo("same-origin"))
        .body(containsString("<form method=\"post\">"));
    page(code, "short").then().statusCode(422).body(containsString("at least 12 characters"));
    bob.asks().get("/v1/session").then().statusCode(200);
    page(code, NEW)
        .then()
        .statusCode(200)
        .body(not(containsString(code)))
        .body(containsString("curl -s " + Postbox.PUBLIC_URL + "/v1/session"));
    bob.asks().get("/v1/session").then().statusCode(401);
    login(bob.email(), TestDatabase.PASSWORD).then().statusCode(401);
    login(bob.email(), NEW).then().statusCode(201);
    page(code, NEW + "!").then().statusCode(401);
    use(code, NEW + "!").then().statusCode(401);
    assertEquals(
        List.of("true false"),
        rows.select(
            "select address_proven || ' ' || password_given from access_user where email = ?",
            bob.email()));
    alice
        .asks()
        .get("/v1/activity")
        .then()
        .body("data.action", hasItem("user.password_reset"))
        .body(not(containsString(code)));
  }

  @Test
  void nobodyLearnsWhoseAddressItIs() throws SQLException {
    Person bob = house.bob(house.alice());
    String nobodys = "nobody-" + UUID.randomUUID() + "@example.org";
    Response known = ask(bob.email());
    Response unknown = ask(nobodys);
    assertEquals(known.statusCode(), unknown.statusCode());
    assertEquals(known.asString(), unknown.asString());
    assertEquals(2, waiting(bob.email(), nobodys), "both are written down alike");
    mails.runDue();
    post.received(bob.email(), 1);
    post.received(nobodys, 0);
    assertEquals(0, waiting(nobodys, nobodys));
    given()
        .contentType("application/json")
        .body("{\"email\":\"no address\"}")
        .post("/v1/password-reset/request")
        .then()
        .statusCode(422);
  }

  @Test
  void aServerThatIsAwayLosesNothingAndTellsNothing() throws SQLException {
    Person bob = house.bob(house.alice());
    post.shut();
    try {
      ask(bob.email()).then().statusCode(202);
      mails.runDue();
    } finally {
      post.open();
    }
    mails.runDue();
    post.received(bob.email(), 0);
    clock.advanceSeconds(15);
    mails.runDue();
    use(post.code(bob.email(), 1), NEW).then().statusCode(204);
  }

  @Test
  void whoeverMayNotSignInGetsNone() throws SQLException {
    Person alice = house.alice();
    Person bob = house.bob(alice);
    Person carol = house.carol(alice);
    ask(carol.email()).then().statusCode(202);
    mails.runDue();
    String code = post.code(carol.email(), 1);
    disable(alice, bob);
    disable(alice, carol);
    ask(bob.email()).then().statusCode(202);
    mails.runDue();
    post.received(bob.email(), 0);
    use(code, NEW).then().statusCode(401);
  }

  @Test
  void aTokenIsShortLivedAndEndsWithTheSessionsBeforeIt() throws SQLException {
    Person bob = house.bob(house.alice());
    Person carol = house.carol(house.alice());
    ask(bob.email()).then().statusCode(202);
    ask(carol.email()).then().statusCode(202);
    mails.runDue();
    rows.change(
        "update access_recovery_token set token_until = now() where email = ?", bob.email());
    use(post.code(bob.email(), 1), NEW).then().statusCode(401);
    carol
        .asks()
        .body(Map.of("current", TestDatabase.PASSWORD, "new", "only carol knows this"))
        .post("/v1/password")
        .then()
        .statusCode(204);
    use(post.code(carol.email(), 1), NEW).then().statusCode(401);
    login(carol.email(), "only carol knows this").then().statusCode(201);
    assertTrue(
        rows.select("select 1 from access_recovery_token where hash::text like '%bfy_rst%'")
            .isEmpty());
  }

  private long waiting(String one, String other) {
    return rows.select("select 1 from access_recovery where email in (?, ?)", one, other).size();
  }

  private static void disable(Person admin, Person whom) {
    admin
        .asks()
        .contentType(Json.PATCH)
        .body(Json.of("{'status':'disabled'}"))
        .patch("/v1/users/" + whom.founder().user().text())
        .then()
        .statusCode(200);
  }

  static Response ask(String email) {
    return given()
        .contentType("application/json")
        .body(Map.of("email", email))
        .post("/v1/password-reset/request");
  }

  static Response use(String token, String password) {
    return given()
        .contentType("application/json")
        .body(Map.of("token", token, "password", password))
        .post("/v1/password-reset");
  }

  private static Response page(String token, String password) {
    return given()
        .formParam("token", token)
        .formParam("password", password)
        .post("/password-reset");
  }

  private static Response login(String email, String password) {
    return given()
        .contentType("application/json")
        .body(Map.of("email", email, "password", password))
        .post("/v1/session");
  }
}
