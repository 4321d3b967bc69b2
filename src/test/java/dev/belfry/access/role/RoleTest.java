package dev.belfry.access.role;

import static dev.belfry.house.Json.PATCH;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.belfry.house.Checklist;
import dev.belfry.house.House;
import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class RoleTest {
  @Inject House house;

  @Test
  void everyAccountBeginsWithThree() {
    Person alice = house.alice();
    alice
        .asks()
        .get("/v1/roles")
        .then()
        .statusCode(200)
        .body("data.name", equalTo(List.of("Admin", "Editor", "Viewer")))
        .body("data[0].grants[0].scopes", equalTo(List.of("*:*")))
        .body("data[1].grants[0].scopes", hasItem("monitor:create"))
        .body("data[1].grants[0].scopes", not(hasItem("key:create")))
        .body("data[2].grants[0].scopes", hasItem("monitor:read"))
        .body("data[2].grants[0].scopes", not(hasItem("user:read")))
        .body("data.members", equalTo(List.of(0, 0, 0)));
  }

  @Test
  void isMadeChangedAndDeletedInTheVersionThatWasRead() {
    Person alice = house.alice();
    String id = role(alice, "Ops", "monitor:write");
    String tag =
        alice
            .asks()
            .get("/v1/roles/" + id)
            .then()
            .statusCode(200)
            .body(
                "grants[0].scopes",
                equalTo(List.of("monitor:create", "monitor:delete", "monitor:update")))
            .extract()
            .header("ETag");
    patch(alice, id, "{'description':'on call'}")
        .statusCode(200)
        .body("name", equalTo("Ops"))
        .body("description", equalTo("on call"));
    alice
        .asks()
        .header("If-Match", tag)
        .body(Json.of("{'name':'Ops2','grants':[]}"))
        .put("/v1/roles/" + id)
        .then()
        .statusCode(412);
    patch(alice, id, "{'grants':null}")
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/grants"));
    alice.asks().delete("/v1/roles/" + id).then().statusCode(204);
    alice.asks().get("/v1/roles/" + id).then().statusCode(404);
  }

  @Test
  void hasANameOfItsOwn() {
    Person alice = house.alice();
    alice
        .asks()
        .body(Json.of("{'name':'viewer','grants':[]}"))
        .post("/v1/roles")
        .then()
        .statusCode(409)
        .body("code", equalTo("taken"));
  }

  @Test
  @Checklist(66)
  void aNarrowedOneIsFeltByItsHoldersAtOnce() {
    Person alice = house.alice();
    String id = role(alice, "Ops", "monitor:read", "category:create");
    Person bob = house.member(alice, "bob", "key:create");
    String user = bob.founder().user().text();
    give(alice, user, id);
    String key = bob.key("category:create");
    bob.asks().get("/v1/monitors").then().statusCode(200);
    Person.asks(key).body(Json.of("{'name':'one'}")).post("/v1/categories").then().statusCode(201);
    patch(alice, id, "{'grants':[]}").statusCode(200).body("members", equalTo(1));
    bob.asks().get("/v1/monitors").then().statusCode(403);
    Person.asks(key).body(Json.of("{'name':'two'}")).post("/v1/categories").then().statusCode(403);
  }

  @Test
  @Checklist(64)
  void aHolderNarrowsItButDoesNotWidenIt() {
    Person alice = house.alice();
    Person bob = house.member(alice, "bob", "role:*", "monitor:*", "incident:read");
    String id = role(alice, "Ops", "monitor:read", "monitor:pause");
    give(alice, bob.founder().user().text(), id);
    patch(
            bob,
            id,
            "{'grants':[{'scopes':['monitor:read','incident:read'],'categories':'ALL','groups':'ALL'}]}")
        .statusCode(403)
        .body("code", equalTo("escalation_denied"));
    patch(bob, id, "{'grants':[{'scopes':['monitor:read'],'categories':'ALL','groups':'ALL'}]}")
        .statusCode(200);
    alice.asks().get("/v1/activity?limit=20").then().body("data.action", hasItem("role.updated"));
  }

  @Test
  void oneThatSomebodyHoldsStays() {
    Person alice = house.alice();
    Person bob = house.bob(alice);
    String id = role(alice, "Ops", "monitor:read");
    give(alice, bob.founder().user().text(), id);
    alice.asks().delete("/v1/roles/" + id).then().statusCode(409).body("code", equalTo("conflict"));
    alice
        .asks()
        .contentType(PATCH)
        .body(Json.of("{'roles':[]}"))
        .patch("/v1/users/" + bob.founder().user().text())
        .then()
        .statusCode(200)
        .body("roles", hasSize(0));
    alice.asks().delete("/v1/roles/" + id).then().statusCode(204);
  }

  private static ValidatableResponse patch(Person who, String id, String body) {
    return who.asks().contentType(PATCH).body(Json.of(body)).patch("/v1/roles/" + id).then();
  }

  private static void give(Person alice, String user, String role) {
    alice
        .asks()
        .contentType(PATCH)
        .body(Json.of("{'roles':['%s']}", role))
        .patch("/v1/users/" + user)
        .then()
        .statusCode(200)
        .body("roles[0].id", equalTo(role));
  }

  private static String role(Person who, String name, String... scopes) {
    return who.asks()
        .body(
            Json.of(
                "{'name':'%s','grants':[{'scopes':['%s'],'categories':'ALL','groups':'ALL'}]}",
                name, String.join("','", scopes)))
        .post("/v1/roles")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }
}
