package dev.belfry.account;

import static dev.belfry.house.Json.PATCH;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.AtOnce;
import dev.belfry.house.Checklist;
import dev.belfry.house.House;
import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class SubAccountTest {
  @Inject House house;

  @Test
  void hasEverythingOfItsOwn() {
    Person alice = house.alice();
    alice.asks().body(Json.of("{'name':'Parent only'}")).post("/v1/categories");
    String id =
        create(alice, "Shop", "starter")
            .statusCode(201)
            .body("plan", equalTo("starter"))
            .body("status", equalTo("active"))
            .body("parent_id", equalTo(alice.account().text()))
            .body("usage.keys.limit", equalTo(10))
            .extract()
            .path("id");
    RequestSpecification inside = enter(alice, id);
    given().spec(inside).get("/v1/categories").then().statusCode(200).body("data", hasSize(0));
    given().spec(inside).get("/v1/roles").then().body("data", hasSize(3));
    given()
        .spec(inside)
        .get("/v1/users")
        .then()
        .body("data.email", equalTo(List.of(alice.email())));
    given().spec(inside).get("/v1/activity").then().body("data.action", hasItem("account.created"));
    given()
        .spec(inside)
        .body(Json.of("{'name':'Below','plan':'free'}"))
        .post("/v1/accounts")
        .then()
        .statusCode(409);
  }

  @Test
  void isSeenByItsParentByNamePlanAndUsageOnly() {
    Person alice = house.alice();
    String id = create(alice, "Shop", "free").extract().path("id");
    Person auditor = house.member(alice, "auditor", "account:read");
    auditor
        .asks()
        .get("/v1/accounts")
        .then()
        .body("data.id", hasItems(alice.account().text(), id))
        .body("data.find { it.name == 'Shop' }.member", equalTo(false))
        .body("data.find { it.name == 'Shop' }.current", equalTo(false));
    auditor
        .asks()
        .get("/v1/accounts/" + id)
        .then()
        .statusCode(200)
        .body("name", equalTo("Shop"))
        .body("usage.calls_this_hour.limit", equalTo(100));
    house.bob(alice).asks().get("/v1/accounts").then().body("data.id", not(hasItem(id)));
    Person.asks(alice.key("monitor:read"))
        .get("/v1/accounts")
        .then()
        .body("data.id", equalTo(List.of(alice.account().text())));
    auditor
        .asks()
        .body(Json.of("{'account_id':'%s'}", id))
        .post("/v1/session/switch")
        .then()
        .statusCode(404);
  }

  @Test
  void isNotThereForOthers() {
    Person alice = house.alice();
    Person mallory = house.mallory();
    String id = create(alice, "Shop", "free").extract().path("id");
    mallory.asks().get("/v1/accounts").then().body("data", hasSize(1));
    for (String account : List.of(id, alice.account().text())) {
      mallory.asks().get("/v1/accounts/" + account).then().statusCode(404);
      change(mallory, account, "{'status':'suspended'}").statusCode(404);
    }
    change(alice, alice.account().text(), "{'plan':'free'}").statusCode(404);
  }

  @Test
  void isSuspendedAtOnceWithItsKeysAndSessions() {
    Person alice = house.alice();
    String id = create(alice, "Shop", "free").extract().path("id");
    RequestSpecification inside = enter(alice, id);
    String key =
        given()
            .spec(inside)
            .body(Json.of("{'name':'CI','scopes':['*:*']}"))
            .post("/v1/keys")
            .then()
            .statusCode(201)
            .extract()
            .path("key");
    Person.asks(key).get("/v1/monitors").then().statusCode(200);
    change(alice, id, "{'status':'suspended'}")
        .statusCode(200)
        .body("status", equalTo("suspended"));
    Person.asks(key).get("/v1/monitors").then().statusCode(401);
    given().spec(inside).get("/v1/session").then().statusCode(401);
    change(alice, id, "{'status':'active'}").statusCode(200);
    Person.asks(key).get("/v1/monitors").then().statusCode(200);
    given()
        .spec(inside)
        .get("/v1/activity")
        .then()
        .body("data.action", hasItems("account.suspended", "account.resumed"))
        .body("data.find { it.action == 'account.suspended' }.actor.name", nullValue());
    alice.asks().get("/v1/activity").then().body("data.action", hasItem("account.updated"));
  }

  @Test
  void hasNoPlanAboveThatOfItsParent() {
    Person parent = house.onPlan(Plan.PROFESSIONAL);
    create(parent, "Too much", "business")
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/plan"));
    String id = create(parent, "Enough", "free").statusCode(201).extract().path("id");
    change(parent, id, "{'plan':'enterprise'}").statusCode(422);
    change(parent, id, "{'plan':'professional'}")
        .statusCode(200)
        .body("usage.keys.limit", equalTo(50))
        .body("usage.calls_this_hour.limit", equalTo(10_000));
  }

  @Test
  void isNotMadeByWhoeverMayNot() {
    Person alice = house.alice();
    create(house.carol(alice), "x", "free")
        .statusCode(403)
        .body("detail", containsString("account:create"));
  }

  @Test
  @Checklist(75)
  void areAsManyAsThePlanAllowsAlsoAtOnce() throws Exception {
    Person parent = house.onPlan(Plan.PROFESSIONAL);
    List<Integer> answers =
        AtOnce.times(8, () -> create(parent, "Sub", "free").extract().statusCode());
    assertEquals(5, answers.stream().filter(status -> status == 201).count(), answers.toString());
    assertEquals(3, answers.stream().filter(status -> status == 409).count(), answers.toString());
    parent
        .asks()
        .get("/v1/account")
        .then()
        .body("usage.accounts.used", equalTo(5))
        .body("usage.accounts.limit", equalTo(5));
    parent.asks().get("/v1/accounts").then().body("pagination.total", equalTo(6));
  }

  /** Her session there; the one that she has stays, since she signs in again for it. */
  private static RequestSpecification enter(Person person, String account) {
    Response login =
        given()
            .contentType("application/json")
            .body(Json.of("{'email':'%s','password':'%s'}", person.email(), TestDatabase.PASSWORD))
            .post("/v1/session");
    String token =
        given()
            .header("X-Session-ID", login.<String>path("token"))
            .contentType("application/json")
            .body(Json.of("{'account_id':'%s'}", account))
            .post("/v1/session/switch")
            .then()
            .statusCode(201)
            .extract()
            .path("token");
    return given().header("X-Session-ID", token).contentType("application/json");
  }

  private static ValidatableResponse create(Person who, String name, String plan) {
    return who.asks()
        .body(Json.of("{'name':'%s','plan':'%s'}", name, plan))
        .post("/v1/accounts")
        .then();
  }

  private static ValidatableResponse change(Person who, String id, String body) {
    return who.asks().contentType(PATCH).body(Json.of(body)).patch("/v1/accounts/" + id).then();
  }
}
