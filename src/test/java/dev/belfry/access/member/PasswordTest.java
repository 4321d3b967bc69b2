package dev.belfry.access.member;

import static dev.belfry.house.Json.PATCH;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.AtOnce;
import dev.belfry.house.Checklist;
import dev.belfry.house.House;
import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What a user changes of himself. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class PasswordTest {
  private static final String NEW = "another horse battery";
  @Inject House house;

  @Test
  @Checklist(96)
  void isChangedBySomebodyWhoKnowsItAndEndsHisOtherSessions() {
    Person alice = house.alice();
    String other = session(alice, TestDatabase.PASSWORD);
    String elsewhere = switched(alice);
    change(alice, "not my password", NEW)
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/current"));
    change(alice, TestDatabase.PASSWORD, "short")
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/new"));
    change(alice, TestDatabase.PASSWORD, alice.email()).statusCode(422);
    change(alice, TestDatabase.PASSWORD, NEW).statusCode(204);
    alice.asks().get("/v1/session").then().statusCode(200);
    given().header("X-Session-ID", other).get("/v1/session").then().statusCode(401);
    given().header("X-Session-ID", elsewhere).get("/v1/session").then().statusCode(401);
    UserTest.login(alice.email(), TestDatabase.PASSWORD).then().statusCode(401);
    UserTest.login(alice.email(), NEW).then().statusCode(201);
  }

  @Test
  void faultsAreNamedAsTheFieldsAre() {
    Person alice = house.alice();
    for (String body : List.of("{'new':''}", "{'current':7,'new':''}")) {
      alice
          .asks()
          .body(Json.of(body))
          .post("/v1/password")
          .then()
          .statusCode(422)
          .body("errors.pointer", containsInAnyOrder("/current", "/new"));
    }
  }

  @Test
  void isNotChangedByAKey() {
    Person alice = house.alice();
    Person.asks(alice.key("*:*"))
        .body(Json.of("{'current':'%s','new':'%s'}", TestDatabase.PASSWORD, NEW))
        .post("/v1/password")
        .then()
        .statusCode(403)
        .body("code", equalTo("session_needed"));
    Person.asks(alice.key("*:*"))
        .contentType(PATCH)
        .body(Json.of("{'name':'x'}"))
        .patch("/v1/profile")
        .then()
        .statusCode(403);
  }

  @Test
  @Checklist(96)
  void noSessionBegunWithTheOldOneOutlivesTheChange() throws Exception {
    Person alice = house.alice();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> logins = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        logins.add(
            executor.submit(
                () -> UserTest.login(alice.email(), TestDatabase.PASSWORD).path("token")));
      }
      change(alice, TestDatabase.PASSWORD, NEW).statusCode(204);
      for (Future<String> login : logins) {
        String token = login.get();
        if (token != null) {
          given().header("X-Session-ID", token).get("/v1/session").then().statusCode(401);
        }
      }
    }
  }

  @Test
  void ofTwoChangesAtOnceOneCounts() throws Exception {
    Person alice = house.alice();
    List<Integer> answers =
        AtOnce.all(
            List.of(
                () -> status(alice, "the password of one"),
                () -> status(alice, "the password of other")));
    assertEquals(1, answers.stream().filter(status -> status == 204).count(), answers.toString());
    assertTrue(answers.stream().noneMatch(status -> status >= 500), answers.toString());
  }

  @Test
  void theNameIsChangedToo() {
    Person alice = house.alice();
    alice
        .asks()
        .contentType(PATCH)
        .body(Json.of("{'name':'Alice in Chains'}"))
        .patch("/v1/profile")
        .then()
        .statusCode(200)
        .body("name", equalTo("Alice in Chains"));
    alice.asks().get("/v1/session").then().body("user.name", equalTo("Alice in Chains"));
  }

  /** A session of hers in a sub-account. */
  private static String switched(Person alice) {
    String account =
        alice
            .asks()
            .body(Json.of("{'name':'Sub','plan':'free'}"))
            .post("/v1/accounts")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    return given()
        .header("X-Session-ID", session(alice, TestDatabase.PASSWORD))
        .contentType("application/json")
        .body(Json.of("{'account_id':'%s'}", account))
        .post("/v1/session/switch")
        .then()
        .statusCode(201)
        .extract()
        .path("token");
  }

  private static String session(Person person, String password) {
    return UserTest.login(person.email(), password).then().statusCode(201).extract().path("token");
  }

  private static int status(Person who, String password) {
    return change(who, TestDatabase.PASSWORD, password).extract().statusCode();
  }

  private static ValidatableResponse change(Person who, String current, String wanted) {
    return who.asks()
        .body(Json.of("{'current':'%s','new':'%s'}", current, wanted))
        .post("/v1/password")
        .then();
  }
}
