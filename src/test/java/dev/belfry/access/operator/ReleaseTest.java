package dev.belfry.access.operator;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.belfry.house.House;
import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An operator takes an address from whoever holds it wrongly. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ReleaseTest {
  private static final String PASSWORD = "what the squatter knows";
  @Inject House house;

  @Test
  void freesAnAddressThatSomebodyElseTook() {
    Person mallory = house.mallory();
    String email = "victim-" + UUID.randomUUID() + "@example.org";
    String user = squat(mallory, email);
    String session = login(email).then().statusCode(201).extract().path("token");
    String key =
        given()
            .header("X-Session-ID", session)
            .contentType("application/json")
            .body(Json.of("{'name':'own','scopes':['monitor:read']}"))
            .post("/v1/personal-keys")
            .then()
            .statusCode(201)
            .extract()
            .path("key");
    mallory
        .asks()
        .get("/v1/users/" + user)
        .then()
        .body("address_proven", equalTo(false))
        .body("break_glass", equalTo(false));
    release(operator(), user, false).then().statusCode(204);
    given().header("X-Session-ID", session).get("/v1/session").then().statusCode(401);
    Person.asks(key).get("/v1/session").then().statusCode(401);
    login(email).then().statusCode(401);
    mallory.asks().get("/v1/users/" + user).then().statusCode(404);
    mallory
        .asks()
        .get("/v1/activity")
        .then()
        .body("data.action", hasItem("user.released"))
        .body("data.find { it.action == 'user.released' }.actor.name", nullValue());
    operator().get("/v1/activity").then().body("data.action", hasItem("user.released"));
    Person alice = house.alice();
    String token = invite(alice, email);
    given()
        .contentType("application/json")
        .body(Map.of("token", token, "password", "what the victim chooses"))
        .post("/v1/invitations/accept")
        .then()
        .statusCode(201)
        .body("user.id", not(equalTo(user)));
  }

  @Test
  void isForTheFirstAccountAlone() {
    Person alice = house.alice();
    Person bob = house.bob(alice);
    String user = bob.founder().user().text();
    release(alice.asks(), user, false).then().statusCode(404);
    release(house.carol(alice).asks(), user, false).then().statusCode(403);
    bob.asks().get("/v1/session").then().statusCode(200);
  }

  @Test
  void leavesNoAccountWithoutAnAdminUnlessItIsSaid() {
    Person mallory = house.mallory();
    String user = mallory.founder().user().text();
    release(operator(), user, false).then().statusCode(409);
    mallory.asks().get("/v1/session").then().statusCode(200);
    release(operator(), user, true).then().statusCode(204);
    mallory.asks().get("/v1/session").then().statusCode(401);
  }

  @Test
  void ofOneselfOrOfNobodyIsRefused() {
    String own = operator().get("/v1/session").path("user.id");
    release(operator(), own, true).then().statusCode(409);
    release(operator(), "usr_01h455vb4pex5vsknk084sn02q", true).then().statusCode(404);
  }

  private String squat(Person mallory, String email) {
    mallory
        .asks()
        .body(
            Json.of(
                "{'email':'%s','name':'x','password':'%s','grants':[{'scopes':['monitor:read'],'categories':'ALL','groups':'ALL'}]}",
                email, PASSWORD))
        .post("/v1/users")
        .then()
        .statusCode(202);
    mallory
        .asks()
        .body(Json.of("{'personal_keys':true}"))
        .put("/v1/keys/policy")
        .then()
        .statusCode(200);
    return login(email).then().statusCode(201).extract().path("user.id");
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

  private static Response login(String email) {
    return given()
        .contentType("application/json")
        .body(Map.of("email", email, "password", PASSWORD))
        .post("/v1/session");
  }

  private static RequestSpecification operator() {
    return given()
        .header("X-Session-ID", House.signIn(TestDatabase.ADMIN))
        .contentType("application/json");
  }

  private static Response release(RequestSpecification who, String user, boolean orphan) {
    return who.body(Map.of("leave_without_admin", orphan)).post("/v1/users/" + user + "/release");
  }
}
