package dev.belfry.access.member;

import static dev.belfry.house.Json.PATCH;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.Checklist;
import dev.belfry.house.House;
import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class UserTest {
  private static final String FIRST = "the first password";
  @Inject House house;

  @Test
  void arePagedByNameAndFiltered() {
    Person alice = house.alice();
    Person bob = house.bob(alice);
    house.carol(alice);
    alice
        .asks()
        .get("/v1/users?limit=2")
        .then()
        .statusCode(200)
        .body("pagination.total", equalTo(3))
        .body("data", hasSize(2))
        .body("data[0].id", equalTo(alice.founder().user().text()))
        .body("data[0].member_id", startsWith("mem_"))
        .body("data[1].email", equalTo(bob.email()));
    alice.asks().get("/v1/users?q=BOB").then().body("data.name", equalTo(java.util.List.of("bob")));
    alice.asks().get("/v1/users?q=%25").then().body("data", hasSize(0));
    alice.asks().get("/v1/users?status=disabled").then().body("data", hasSize(0));
    alice.asks().get("/v1/users?status=gone").then().statusCode(400);
  }

  @Test
  @Checklist(73)
  void addressesAreForThoseWhoMayReadUsers() {
    Person alice = house.alice();
    Person carol = house.carol(alice);
    carol.asks().get("/v1/users").then().statusCode(403);
    carol.asks().get("/v1/users/" + alice.founder().user().text()).then().statusCode(403);
  }

  @Test
  void isAddedWithAPasswordByTheFirstLogin() {
    Person alice = house.alice();
    String email = "dave-" + UUID.randomUUID() + "@example.org";
    String viewer = alice.asks().get("/v1/roles").path("data.find { it.name == 'Viewer' }.id");
    add(alice, email, viewer)
        .statusCode(202)
        .header("Cache-Control", containsString("no-store"))
        .body("id", startsWith("inv_"))
        .body(not(containsString(FIRST)));
    alice.asks().get("/v1/users?q=" + email).then().body("data", hasSize(0));
    login(email, "another password").then().statusCode(401);
    String token = login(email, FIRST).then().statusCode(201).extract().path("token");
    given().header("X-Session-ID", token).get("/v1/monitors").then().statusCode(200);
    given().header("X-Session-ID", token).get("/v1/keys").then().statusCode(403);
    alice
        .asks()
        .get("/v1/users?q=" + email)
        .then()
        .body("data[0].roles[0].name", equalTo("Viewer"))
        .body("data[0].name", equalTo("Dave"));
    alice.asks().get("/v1/invitations").then().body("data", hasSize(0));
    login(email, FIRST).then().statusCode(201);
  }

  @Test
  @Checklist(57)
  void anAddressThatHasAUserLooksLikeOneThatHasNone() {
    Person alice = house.alice();
    Person mallory = house.mallory();
    String viewer = mallory.asks().get("/v1/roles").path("data.find { it.name == 'Viewer' }.id");
    String theirs = shape(add(mallory, alice.email(), viewer), alice.email());
    String nobody = "nobody-" + UUID.randomUUID() + "@example.org";
    assertEquals(shape(add(mallory, nobody, viewer), nobody), theirs);
    login(alice.email(), FIRST).then().statusCode(401);
    login(alice.email(), TestDatabase.PASSWORD).then().statusCode(201);
    mallory.asks().get("/v1/users").then().body("pagination.total", equalTo(1));
    alice
        .asks()
        .get("/v1/users/" + alice.founder().user().text())
        .then()
        .body("name", equalTo("alice"));
  }

  private static String shape(ValidatableResponse answer, String email) {
    Response response = answer.extract().response();
    return response.statusCode()
        + response
            .asString()
            .replace(email, "email")
            .replaceAll("bfy_inv_[\\w-]+", "token")
            .replaceAll("(inv|mem)_[0-9a-z]+", "$1")
            .replaceAll("20[0-9T:.-]+Z", "time");
  }

  @Test
  void isCalledByTheAccountAsItLikes() {
    Person alice = house.alice();
    Person bob = house.bob(alice);
    patch(alice, bob, "{'name':'Robert'}").statusCode(200).body("name", equalTo("Robert"));
    bob.asks().get("/v1/session").then().body("user.name", equalTo("bob"));
  }

  @Test
  @Checklist(74)
  void isDisabledAtOnceAndEnabledWithHisKeys() {
    Person alice = house.alice();
    Person bob = house.member(alice, "bob", "monitor:read", "key:create");
    String key = bob.key("monitor:read");
    patch(alice, bob, "{'status':'disabled'}").statusCode(200).body("status", equalTo("disabled"));
    bob.asks().get("/v1/monitors").then().statusCode(401);
    Person.asks(key).get("/v1/monitors").then().statusCode(401);
    login(bob.email(), TestDatabase.PASSWORD).then().statusCode(401);
    patch(alice, bob, "{'status':'active'}").statusCode(200);
    Person.asks(key).get("/v1/monitors").then().statusCode(200);
    bob.asks().get("/v1/monitors").then().statusCode(401);
    login(bob.email(), TestDatabase.PASSWORD).then().statusCode(201);
  }

  @Test
  void leavesWithHisPersonalKeysAndHandsOverTheOthers() {
    Person alice = house.alice();
    Person bob = house.member(alice, "bob", "monitor:read", "key:create");
    String service = bob.key("monitor:read");
    String personal =
        bob.asks()
            .body(Json.of("{'name':'mine','type':'pat','scopes':['monitor:read']}"))
            .post("/v1/keys")
            .then()
            .statusCode(201)
            .extract()
            .path("key");
    String heir =
        alice
            .asks()
            .body(
                Json.of(
                    "{'name':'CI','grants':[{'scopes':['monitor:read'],'categories':'ALL','groups':'ALL'}]}"))
            .post("/v1/service-accounts")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    String user = bob.founder().user().text();
    alice
        .asks()
        .delete("/v1/users/" + user + "?successor=" + bob.founder().member().text())
        .then()
        .statusCode(400);
    alice.asks().delete("/v1/users/" + user + "?successor=" + heir).then().statusCode(204);
    Person.asks(service).get("/v1/monitors").then().statusCode(200);
    Person.asks(personal).get("/v1/monitors").then().statusCode(401);
    bob.asks().get("/v1/session").then().statusCode(401);
    login(bob.email(), TestDatabase.PASSWORD).then().statusCode(401);
    alice.asks().get("/v1/users/" + user).then().statusCode(404);
    alice
        .asks()
        .get("/v1/keys")
        .then()
        .body("data.find { it.name == 'test' }.owner_id", equalTo(heir));
  }

  @Test
  void leavesWithAllHisKeysWhereNobodySucceeds() {
    Person alice = house.alice();
    Person bob = house.member(alice, "bob", "monitor:read", "key:create");
    String key = bob.key("monitor:read");
    alice.asks().delete("/v1/users/" + bob.founder().user().text()).then().statusCode(204);
    Person.asks(key)
        .get("/v1/monitors")
        .then()
        .statusCode(401)
        .body("detail", containsString("revoked"));
  }

  @Test
  void aKeyIsNotHandedToSomebodyInWhoseNameItCouldDoMoreThanTheCallerMay() {
    Person alice = house.alice();
    Person bob = house.member(alice, "bob", "monitor:*", "key:create");
    bob.key("monitor:*");
    patch(alice, bob, "{'grants':[{'scopes':['monitor:read'],'categories':'ALL','groups':'ALL'}]}")
        .statusCode(200);
    Person clerk = house.member(alice, "clerk", "user:*", "monitor:read");
    clerk
        .asks()
        .delete(
            "/v1/users/"
                + bob.founder().user().text()
                + "?successor="
                + alice.founder().member().text())
        .then()
        .statusCode(403)
        .body("code", equalTo("escalation_denied"));
  }

  @Test
  void doesNotExistForAnotherAccount() {
    Person alice = house.alice();
    Person mallory = house.mallory();
    patch(mallory, alice, "{'name':'x'}").statusCode(404);
    mallory.asks().delete("/v1/users/" + alice.founder().user().text()).then().statusCode(404);
    String role = alice.asks().get("/v1/roles").path("data[0].id");
    patch(mallory, mallory, "{'roles':['" + role + "']}")
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/roles/0"));
  }

  private static ValidatableResponse add(Person who, String email, String role) {
    return who.asks()
        .body(
            Json.of(
                "{'email':'%s','name':'Dave','password':'%s','roles':['%s']}", email, FIRST, role))
        .post("/v1/users")
        .then();
  }

  private static ValidatableResponse patch(Person who, Person whom, String body) {
    return who.asks()
        .contentType(PATCH)
        .body(Json.of(body))
        .patch("/v1/users/" + whom.founder().user().text())
        .then();
  }

  static Response login(String email, String password) {
    return given()
        .contentType(ContentType.JSON)
        .body(Map.of("email", email, "password", password))
        .post("/v1/session");
  }
}
