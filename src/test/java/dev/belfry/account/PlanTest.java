package dev.belfry.account;

import static dev.belfry.house.Json.PATCH;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.House;
import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class PlanTest {
  @Inject House house;

  @ParameterizedTest
  @CsvSource({
    "FREE, 10, 100",
    "STARTER, 10, 1000",
    "PROFESSIONAL, 50, 10000",
    "BUSINESS, 200, 50000"
  })
  void saysHowMuch(Plan plan, int keys, int calls) {
    house
        .onPlan(plan)
        .asks()
        .get("/v1/account")
        .then()
        .body("usage.keys.limit", equalTo(keys))
        .body("usage.calls_this_hour.limit", equalTo(calls))
        .body("usage.calls_this_hour.used", equalTo(0));
  }

  @Test
  void theLargestLimitsNoCalls() {
    Person alice = house.alice();
    Person.asks(alice.key("account:read"))
        .get("/v1/account/usage")
        .then()
        .statusCode(200)
        .body("keys.used", equalTo(1))
        .body("calls_this_hour.limit", nullValue())
        .body("calls_this_hour.used", nullValue());
  }

  @Test
  void aFreeAccountCallsAHundredTimesAnHour() {
    Person erin = house.onPlan(Plan.FREE);
    String key = erin.key("account:read");
    Map<Integer, Integer> answers = new HashMap<>();
    for (int i = 0; i < 101; i++) {
      answers.merge(Person.asks(key).get("/v1/account").statusCode(), 1, Integer::sum);
    }
    assertEquals(Map.of(200, 100, 429, 1), answers);
    erin.asks()
        .get("/v1/account")
        .then()
        .statusCode(200)
        .body("usage.calls_this_hour.used", greaterThanOrEqualTo(1));
  }

  @Test
  void aLowerOneKeepsWhatIsThereAndRefusesMore() {
    Person alice = house.alice();
    String id =
        alice
            .asks()
            .body(Json.of("{'name':'Sub','plan':'professional'}"))
            .post("/v1/accounts")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    Person inside = new Person(alice.account(), alice.email(), enter(alice, id), alice.founder());
    String key = "";
    for (int i = 0; i < 12; i++) {
      key = inside.key("account:read");
    }
    Person parent =
        new Person(
            alice.account(), alice.email(), enter(alice, alice.account().text()), alice.founder());
    parent
        .asks()
        .contentType(PATCH)
        .body(Json.of("{'plan':'free'}"))
        .patch("/v1/accounts/" + id)
        .then()
        .statusCode(200)
        .body("usage.keys.used", equalTo(12))
        .body("usage.keys.limit", equalTo(10));
    Person.asks(key).get("/v1/account").then().statusCode(200).body("plan", equalTo("free"));
    inside
        .asks()
        .body(Json.of("{'name':'more','scopes':['account:read']}"))
        .post("/v1/keys")
        .then()
        .statusCode(409)
        .body("code", equalTo("limit_reached"));
  }

  @Test
  void theAccountIsRenamedInTheVersionThatWasRead() {
    Person alice = house.alice();
    String tag = alice.asks().get("/v1/account").header("ETag");
    for (int status : new int[] {200, 412}) {
      alice
          .asks()
          .contentType(PATCH)
          .header("If-Match", tag)
          .body(Json.of("{'name':'Renamed'}"))
          .patch("/v1/account")
          .then()
          .statusCode(status);
    }
    alice
        .asks()
        .contentType(PATCH)
        .body(Json.of("{'plan':'enterprise'}"))
        .patch("/v1/account")
        .then()
        .statusCode(422);
    alice.asks().get("/v1/account").then().body("name", equalTo("Renamed"));
  }

  private static String enter(Person person, String account) {
    Person again =
        new Person(
            person.account(),
            person.email(),
            io.restassured.RestAssured.given()
                .contentType("application/json")
                .body(Map.of("email", person.email(), "password", TestDatabase.PASSWORD))
                .post("/v1/session")
                .path("token"),
            person.founder());
    return again
        .asks()
        .body(Json.of("{'account_id':'%s'}", account))
        .post("/v1/session/switch")
        .then()
        .statusCode(201)
        .extract()
        .path("token");
  }
}
