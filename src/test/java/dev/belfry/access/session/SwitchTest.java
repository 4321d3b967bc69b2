package dev.belfry.access.session;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.House;
import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From one account of a user to another, and the end of many sessions. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class SwitchTest {
  @Inject House house;

  @Test
  void goesOnElsewhereWithANewSessionThatEndsNoLater() {
    Person alice = house.alice();
    String sub = account(alice);
    String end = alice.asks().get("/v1/sessions").path("data[0].expires_at");
    Response switched =
        change(alice.session(), sub)
            .statusCode(201)
            .header("Cache-Control", containsString("no-store"))
            .header("Set-Cookie", startsWith("belfry_session="))
            .body("account_id", equalTo(sub))
            .extract()
            .response();
    alice.asks().get("/v1/session").then().statusCode(401);
    String token = switched.path("token");
    given()
        .header("X-Session-ID", token)
        .get("/v1/session")
        .then()
        .statusCode(200)
        .body("account_id", equalTo(sub))
        .body("user.email", equalTo(alice.email()));
    given()
        .header("X-Session-ID", token)
        .get("/v1/sessions")
        .then()
        .body("data", hasSize(1))
        .body("data[0].expires_at", equalTo(end));
  }

  @Test
  void goesNowhereWhereOneIsNoMember() {
    Person alice = house.alice();
    Person mallory = house.mallory();
    change(mallory.session(), alice.account().text()).statusCode(404);
    change(mallory.session(), "acc_01h455vb4pex5vsknk084sn02q").statusCode(404);
    mallory.asks().get("/v1/session").then().statusCode(200);
    Person.asks(mallory.key("*:*"))
        .body(Map.of("account_id", mallory.account().text()))
        .post("/v1/session/switch")
        .then()
        .statusCode(403)
        .body("code", equalTo("session_needed"));
  }

  @Test
  void goesNowhereThatIsSuspended() {
    Person alice = house.alice();
    String sub = account(alice);
    alice
        .asks()
        .contentType(Json.PATCH)
        .body(Json.of("{'status':'suspended'}"))
        .patch("/v1/accounts/" + sub)
        .then()
        .statusCode(200);
    change(alice.session(), sub).statusCode(404);
  }

  @Test
  void endsAllOthersOfOnesOwn() {
    Person alice = house.alice();
    String other = login(alice);
    alice.asks().delete("/v1/sessions").then().statusCode(204);
    given().header("X-Session-ID", other).get("/v1/session").then().statusCode(401);
    alice.asks().get("/v1/sessions").then().statusCode(200).body("data", hasSize(1));
    Person.asks(alice.key("*:*")).delete("/v1/sessions").then().statusCode(403);
  }

  @Test
  void endsAllOfAnotherUserWhereOneMay() {
    Person alice = house.alice();
    Person bob = house.bob(alice);
    String other = login(bob);
    String path = "/v1/sessions?user_id=" + bob.founder().user().text();
    house.carol(alice).asks().delete(path).then().statusCode(403);
    house.mallory().asks().delete(path).then().statusCode(404);
    alice.asks().delete(path).then().statusCode(204);
    bob.asks().get("/v1/session").then().statusCode(401);
    given().header("X-Session-ID", other).get("/v1/session").then().statusCode(401);
    assertEquals(200, alice.asks().get("/v1/session").statusCode());
  }

  private static ValidatableResponse change(String session, String account) {
    return given()
        .header("X-Session-ID", session)
        .contentType("application/json")
        .body(Json.of("{'account_id':'%s'}", account))
        .post("/v1/session/switch")
        .then();
  }

  private static String login(Person person) {
    return given()
        .contentType("application/json")
        .body(Map.of("email", person.email(), "password", TestDatabase.PASSWORD))
        .post("/v1/session")
        .path("token");
  }

  private static String account(Person alice) {
    return alice
        .asks()
        .body(Json.of("{'name':'Sub','plan':'free'}"))
        .post("/v1/accounts")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }
}
