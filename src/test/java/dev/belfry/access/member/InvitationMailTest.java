package dev.belfry.access.member;

import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

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
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Invitations by mails that were really received. */
@QuarkusTest
@TestProfile(Postbox.Profile.class)
@QuarkusTestResource(TestDatabase.class)
class InvitationMailTest {
  private static final String PASSWORD = "a guest's password";
  private static Postbox post;

  @Inject House house;
  @Inject Rows rows;
  @Inject TestClock clock;
  @Inject InvitationMails mails;

  @BeforeAll
  static void open() {
    post = new Postbox();
  }

  @AfterAll
  static void shut() {
    post.close();
  }

  @Test
  void thePageBehindTheLinkMakesAMemberWhoseAddressIsProven() throws SQLException {
    Person alice = house.alice();
    String guest = email();
    JsonPath made = invite(alice, guest, "");
    assertEquals("pending", made.getString("mail"));
    mails.runDue();
    String code = post.code(guest, 1);
    assertNotEquals(made.getString("token"), code, "it stands in the mail and nowhere else");
    alice
        .asks()
        .get("/v1/invitations/" + made.getString("id"))
        .then()
        .body("mail", equalTo("sent"))
        .body("status", equalTo("pending"));
    given().get("/invitation").then().statusCode(200).contentType(startsWith("text/html"));
    accept(code)
        .then()
        .statusCode(200)
        .body(containsString("curl -s " + Postbox.PUBLIC_URL + "/v1/session"))
        .body(containsString("<a href=\"docs\">"));
    UserTest.login(guest, PASSWORD).then().statusCode(201);
    accept(code).then().statusCode(401);
    assertEquals(List.of(true), proven(guest));
  }

  @Test
  void whoseOldPasswordWasChosenByAnotherSaysANewOneOnThePage() throws SQLException {
    String guest = house.bob(house.alice()).email();
    rows.change("update access_user set password_given = true where email = ?", guest);
    invite(house.mallory(), guest, "");
    mails.runDue();
    Map<String, String> form =
        Map.of("token", post.code(guest, 1), "password", TestDatabase.PASSWORD);
    given().get("/invitation").then().body(containsString("name=\"new_password\""));
    given()
        .formParams(form)
        .formParam("new_password", "")
        .post("/invitation")
        .then()
        .statusCode(409)
        .body(containsString("send new_password beside it"));
    given()
        .formParams(form)
        .formParam("new_password", PASSWORD)
        .post("/invitation")
        .then()
        .statusCode(200);
    UserTest.login(guest, PASSWORD).then().statusCode(201);
  }

  @Test
  void saysWhoInvitesWhereToAndWhatThatIs() throws SQLException {
    Person alice = house.alice();
    alice
        .asks()
        .contentType(Json.PATCH)
        .body(Json.of("{'name':'Acme <b>Shop</b>: http://evil.example.org/'}"))
        .patch("/v1/account")
        .then()
        .statusCode(200);
    String guest = email();
    invite(alice, guest, "");
    mails.runDue();
    assertThat(
        post.text(guest, 1),
        startsWith(
            alice.email()
                + " invites you to the account \"Acme b Shop b http evil example org\" of Belfry.\n"
                + "Belfry watches websites, servers and jobs, and tells people when something is wrong.\n\n"
                + "Accept here:\n\n"
                + Postbox.PUBLIC_URL
                + "/invitation#bfy_inv_"));
  }

  @Test
  void whoeverGotTheTokenOtherwiseProvesNothing() {
    String guest = email();
    String token = invite(house.alice(), guest, "").getString("token");
    accept(token).then().statusCode(200);
    assertEquals(List.of(false), proven(guest));
  }

  @Test
  void nobodyBuriesAMailboxByUs() throws SQLException {
    Person alice = house.alice();
    String guest = email();
    String id = invite(alice, guest, "").getString("id");
    mails.runDue();
    for (String mail : List.of("pending", "pending", "pending", "pending", "failed")) {
      resend(alice, id).then().statusCode(202).body("mail", equalTo(mail));
      mails.runDue();
    }
    post.received(guest, 5);
    alice.asks().delete("/v1/invitations/" + id).then().statusCode(204);
    assertEquals("failed", invite(alice, guest, "").getString("mail"));
    assertEquals("pending", invite(alice, email(), "").getString("mail"));
    clock.advanceSeconds(3_600);
    assertEquals("pending", invite(alice, guest, "").getString("mail"));
  }

  @Test
  void aMailOfAnOlderTokenIsGoodNoMore() throws SQLException {
    Person alice = house.alice();
    String guest = email();
    String id = invite(alice, guest, "").getString("id");
    mails.runDue();
    String first = post.code(guest, 1);
    resend(alice, id).then().statusCode(202);
    accept(first).then().statusCode(401);
    mails.runDue();
    accept(post.code(guest, 2)).then().statusCode(200);
  }

  @Test
  void aServerThatIsAwayLosesNothing() throws SQLException {
    Person alice = house.alice();
    String guest = email();
    post.shut();
    try {
      invite(alice, guest, "");
      mails.runDue();
    } finally {
      post.open();
    }
    clock.advanceSeconds(15);
    mails.runDue();
    accept(post.code(guest, 1)).then().statusCode(200);
  }

  @Test
  void isSentOnlyWhereItIsWanted() throws SQLException {
    Person alice = house.alice();
    String quiet = email();
    assertEquals("off", invite(alice, quiet, ",'mail':false").getString("mail"));
    String given = email();
    alice
        .asks()
        .body(Json.of("{'email':'%s','name':'Guest','password':'%s'}", given, "given by an admin"))
        .post("/v1/users")
        .then()
        .statusCode(202)
        .body("mail", equalTo("off"));
    mails.runDue();
    post.received(quiet, 0);
    post.received(given, 0);
  }

  private static String email() {
    return "guest-" + UUID.randomUUID() + "@example.org";
  }

  private List<Object> proven(String email) {
    return rows.select("select address_proven from access_user where email = ?", email);
  }

  private static JsonPath invite(Person who, String email, String fields) {
    return who.asks()
        .body(Json.of("{'email':'%s'%s}", email, fields))
        .post("/v1/invitations")
        .then()
        .statusCode(202)
        .extract()
        .jsonPath();
  }

  private static Response resend(Person who, String id) {
    return who.asks().post("/v1/invitations/" + id + "/resend");
  }

  private static Response accept(String token) {
    return given().formParams(Map.of("token", token, "password", PASSWORD)).post("/invitation");
  }
}
