package dev.belfry.account.installation;

import static dev.belfry.house.Json.PATCH;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.AtOnce;
import dev.belfry.house.Checklist;
import dev.belfry.house.House;
import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What an operator of the installation sees and changes of its accounts. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class InstallationTest {
  private static final String PATH = "/v1/installation/accounts";
  @Inject House house;

  @Test
  void listsAllAccountsOldestFirst() {
    Person alice = house.alice();
    String child = child(alice, "free");
    int total =
        operator()
            .get(PATH + "?limit=1")
            .then()
            .statusCode(200)
            .body("data[0].name", equalTo("Main"))
            .body("data[0].plan", equalTo("enterprise"))
            .body("data[0].parent_id", nullValue())
            .body("pagination.total", greaterThanOrEqualTo(3))
            .extract()
            .path("pagination.total");
    assertTrue(ids(total).containsAll(List.of(alice.account().text(), child)));
    operator()
        .get(PATH + "/" + child)
        .then()
        .statusCode(200)
        .body("parent_id", equalTo(alice.account().text()))
        .body("status", equalTo("active"));
  }

  @Test
  void aLowerPlanIsThatOfTheSubAccountsTooAndTheirKeysGoOn() {
    Person alice = house.alice();
    String high = child(alice, "enterprise");
    String low = child(alice, "free");
    String key = alice.key("account:read");
    plan(alice.account().text(), "professional")
        .statusCode(200)
        .body("plan", equalTo("professional"));
    Person.asks(key)
        .get("/v1/account")
        .then()
        .statusCode(200)
        .body("plan", equalTo("professional"))
        .body("usage.keys.limit", equalTo(50));
    sub(alice, high)
        .body("plan", equalTo("professional"))
        .body("usage.calls_this_hour.limit", equalTo(10_000));
    sub(alice, low).body("plan", equalTo("free"));
    plan(alice.account().text(), "enterprise").statusCode(200);
    sub(alice, high).body("plan", equalTo("professional"));
  }

  @Test
  void theAccountIsToldWithoutTheOperatorsAddress() {
    Person alice = house.alice();
    plan(alice.account().text(), "business").statusCode(200);
    String entry = "data.find { it.action == 'account.plan_changed' }.";
    alice
        .asks()
        .get("/v1/activity")
        .then()
        .body(entry + "actor.kind", equalTo("user"))
        .body(entry + "actor.name", nullValue())
        .body(entry + "changes[0].field", equalTo("plan"))
        .body(entry + "changes[0].before", equalTo("enterprise"))
        .body(entry + "changes[0].after", equalTo("business"));
    operator()
        .get("/v1/activity?action=account.plan_changed")
        .then()
        .body("data.object.id", hasItem(alice.account().text()))
        .body("data[0].actor.name", equalTo(TestDatabase.ADMIN));
  }

  @Test
  void aSubAccountIsItsParentsAndNonsenseIsNamed() {
    Person alice = house.alice();
    plan(child(alice, "free"), "starter").statusCode(409);
    plan(alice.account().text(), "golden")
        .statusCode(422)
        .body("errors.pointer", equalTo(List.of("/plan")));
    plan("acc_01h455vb4pex5vsknk084sn02q", "free").statusCode(404);
    alice.asks().get("/v1/account").then().body("plan", equalTo("enterprise"));
  }

  @Test
  @Checklist(55)
  void isThereForTheFirstAccountAlone() {
    Person alice = house.alice();
    String own = PATH + "/" + alice.account().text();
    alice.asks().get(PATH).then().statusCode(404).body("data", nullValue());
    alice.asks().get(own).then().statusCode(404);
    change(alice.asks(), own, "free").statusCode(404);
    house.carol(alice).asks().get(PATH).then().statusCode(403);
    alice.asks().get("/v1/account").then().body("plan", equalTo("enterprise"));
    String reader = operatorsKey("installation:read");
    Person.asks(reader).get(PATH).then().statusCode(200);
    change(Person.asks(reader), own, "free").statusCode(403);
    change(Person.asks(operatorsKey("installation:update")), own, "business").statusCode(200);
    Person.asks(operatorsKey("account:read")).get(PATH).then().statusCode(403);
  }

  @Test
  void aSubAccountMadeMeanwhileIsNotAboveEither() throws InterruptedException {
    Person alice = house.alice();
    List<Callable<Integer>> calls = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      calls.add(
          () ->
              alice
                  .asks()
                  .body(Json.of("{'name':'child','plan':'enterprise'}"))
                  .post("/v1/accounts")
                  .statusCode());
    }
    calls.add(2, () -> plan(alice.account().text(), "business").extract().statusCode());
    assertTrue(AtOnce.all(calls).stream().allMatch(status -> status != 500));
    alice
        .asks()
        .get("/v1/accounts")
        .then()
        .body("data.plan", not(hasItem("enterprise")))
        .body("data.findAll { it.current }.plan", equalTo(List.of("business")));
  }

  private static String operatorsKey(String scope) {
    return operator()
        .body(Json.of("{'name':'x','scopes':['%s']}", scope))
        .post("/v1/keys")
        .then()
        .statusCode(201)
        .extract()
        .path("key");
  }

  private static List<String> ids(int total) {
    List<String> ids = new ArrayList<>();
    for (int page = 1; ids.size() < total; page++) {
      ids.addAll(operator().get(PATH + "?limit=100&page=" + page).path("data.id"));
    }
    return ids;
  }

  private static String child(Person parent, String plan) {
    return parent
        .asks()
        .body(Json.of("{'name':'child','plan':'%s'}", plan))
        .post("/v1/accounts")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private static ValidatableResponse sub(Person parent, String id) {
    return parent.asks().get("/v1/accounts/" + id).then().statusCode(200);
  }

  private static ValidatableResponse plan(String account, String plan) {
    return change(operator(), PATH + "/" + account, plan);
  }

  private static ValidatableResponse change(RequestSpecification who, String path, String plan) {
    return who.contentType(PATCH).body(Json.of("{'plan':'%s'}", plan)).patch(path).then();
  }

  private static RequestSpecification operator() {
    return given()
        .config(
            RestAssuredConfig.config()
                .encoderConfig(
                    EncoderConfig.encoderConfig()
                        .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
        .header("X-Session-ID", House.signIn(TestDatabase.ADMIN))
        .contentType("application/json");
  }
}
