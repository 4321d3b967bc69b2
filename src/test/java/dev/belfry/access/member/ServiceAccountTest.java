package dev.belfry.access.member;

import static dev.belfry.house.Json.PATCH;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.belfry.house.House;
import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ServiceAccountTest {
  @Inject House house;

  @Test
  void isNoPerson() {
    Person alice = house.alice();
    String id = serviceAccount(alice);
    alice.asks().get("/v1/users").then().body("pagination.total", equalTo(1));
    alice
        .asks()
        .get("/v1/service-accounts")
        .then()
        .body("data.id", equalTo(java.util.List.of(id)))
        .body("data[0].name", equalTo("CI"))
        .body("data[0].roles", hasSize(0));
    alice
        .asks()
        .get("/v1/service-accounts/" + alice.founder().member().text())
        .then()
        .statusCode(404);
  }

  @Test
  void aKeyBeyondItsOwnersRightsIsMadeAndSaidToBe() {
    Person alice = house.alice();
    String id = serviceAccount(alice);
    String body =
        Json.of("{'name':'CI','owner_id':'%s','scopes':['monitor:read','category:read']}", id);
    String key =
        alice
            .asks()
            .body(body)
            .post("/v1/keys")
            .then()
            .statusCode(201)
            .body("warnings.code", equalTo(java.util.List.of("beyond_owner")))
            .body("warnings[0].scopes", equalTo(java.util.List.of("category:read")))
            .extract()
            .path("id");
    alice
        .asks()
        .get("/v1/keys?q=CI")
        .then()
        .body("data.find { it.id == '" + key + "' }.warnings", hasSize(1));
    alice
        .asks()
        .contentType(PATCH)
        .body(Json.of("{'scopes':['monitor:read']}"))
        .patch("/v1/keys/" + key)
        .then()
        .statusCode(200)
        .body("warnings", hasSize(0));
    alice
        .asks()
        .contentType(PATCH)
        .body(Json.of("{'grants':[]}"))
        .patch("/v1/service-accounts/" + id)
        .then()
        .statusCode(200);
    alice
        .asks()
        .get("/v1/keys/" + key)
        .then()
        .body("warnings[0].scopes", equalTo(java.util.List.of("monitor:read")));
    alice
        .asks()
        .get("/v1/activity?action=key.created")
        .then()
        .body("data.changes.flatten().field", not(hasItem("warnings")));
  }

  @Test
  void ownsKeysThatActWithItsRights() {
    Person alice = house.alice();
    String id = serviceAccount(alice);
    String key =
        alice
            .asks()
            .body(
                Json.of(
                    "{'name':'CI','owner_id':'%s','scopes':['monitor:read','category:read']}", id))
            .post("/v1/keys")
            .then()
            .statusCode(201)
            .body("owner_id", equalTo(id))
            .extract()
            .path("key");
    Person.asks(key).get("/v1/monitors").then().statusCode(200);
    Person.asks(key).get("/v1/categories").then().statusCode(403);
    alice
        .asks()
        .contentType(PATCH)
        .body(Json.of("{'status':'disabled'}"))
        .patch("/v1/service-accounts/" + id)
        .then()
        .statusCode(200);
    Person.asks(key).get("/v1/monitors").then().statusCode(401);
    alice
        .asks()
        .contentType(PATCH)
        .body(Json.of("{'status':'active','grants':[]}"))
        .patch("/v1/service-accounts/" + id)
        .then()
        .statusCode(200);
    Person.asks(key).get("/v1/monitors").then().statusCode(403);
    alice.asks().delete("/v1/service-accounts/" + id).then().statusCode(204);
    Person.asks(key).get("/v1/monitors").then().statusCode(401);
    alice.asks().get("/v1/service-accounts").then().body("data", hasSize(0));
  }

  @Test
  void isChangedInTheVersionThatWasRead() {
    Person alice = house.alice();
    String id = serviceAccount(alice);
    String tag = alice.asks().get("/v1/service-accounts/" + id).header("ETag");
    for (int status : new int[] {200, 412}) {
      alice
          .asks()
          .contentType(PATCH)
          .header("If-Match", tag)
          .body(Json.of("{'description':'pipelines'}"))
          .patch("/v1/service-accounts/" + id)
          .then()
          .statusCode(status);
    }
  }

  private static String serviceAccount(Person alice) {
    return alice
        .asks()
        .body(
            Json.of(
                "{'name':'CI','grants':[{'scopes':['monitor:read'],'categories':'ALL','groups':'ALL'}]}"))
        .post("/v1/service-accounts")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }
}
