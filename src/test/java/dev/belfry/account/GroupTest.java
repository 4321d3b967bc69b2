package dev.belfry.account;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.belfry.house.Checklist;
import dev.belfry.house.Grant;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class GroupTest {
  private static final String GROUPS = "/v1/groups/";

  @Inject House house;

  @Test
  void isMadeRenamedListedAndDeleted() {
    Person alice = house.alice();
    String web = make(alice, "Web").statusCode(201).extract().path("id");
    make(alice, "db").statusCode(201);
    make(alice, "WEB").statusCode(409).body("code", equalTo("taken"));
    make(alice, " ").statusCode(422).body("errors[0].pointer", equalTo("/name"));
    alice.asks().get(GROUPS + web).then().statusCode(200).header("ETag", "\"0\"");
    rename(alice, web, "Net").statusCode(200).body("name", equalTo("Net"));
    alice
        .asks()
        .header("If-Match", "\"0\"")
        .body(Map.of("name", "Stale"))
        .put(GROUPS + web)
        .then()
        .statusCode(412);
    alice
        .asks()
        .get("/v1/groups")
        .then()
        .body("data.name", contains("db", "Net"))
        .body("pagination.total", equalTo(2));
    alice.asks().delete(GROUPS + web).then().statusCode(204);
    alice.asks().get(GROUPS + web).then().statusCode(404);
  }

  @Test
  void onlyThoseWithinReachAreThere() {
    Person alice = house.alice();
    String mine = make(alice, "Mine").extract().path("id");
    String other = make(alice, "Other").extract().path("id");
    // Groups know no categories, so the categories of the grant say nothing of them.
    String narrow = Grant.key(alice, Grant.of("group:*").in().among(mine));
    Person.asks(narrow).get("/v1/groups").then().body("data.id", contains(mine));
    Person.asks(narrow).get(GROUPS + mine).then().statusCode(200);
    Person.asks(narrow).get(GROUPS + other).then().statusCode(404);
    Person.asks(narrow).body(Map.of("name", "x")).put(GROUPS + other).then().statusCode(404);
    Person.asks(narrow).delete(GROUPS + other).then().statusCode(404);
    Person.asks(narrow).body(Map.of("name", "New")).post("/v1/groups").then().statusCode(403);
    Person.asks(narrow).body(Map.of("name", "Renamed")).put(GROUPS + mine).then().statusCode(200);
    String reader = Grant.key(alice, Grant.of("group:read"), Grant.of("group:update").among(mine));
    Person.asks(reader).body(Map.of("name", "x")).put(GROUPS + other).then().statusCode(403);
  }

  /** Otherwise ids of nothing would be shown, and what was limited must not become unlimited. */
  @Test
  @Checklist(67)
  void aDeletedOneLeavesEveryGrantAndAnEmptiedListReachesNothing() {
    Person alice = house.alice();
    String gone = make(alice, "Gone").extract().path("id");
    String stays = make(alice, "Stays").extract().path("id");
    String category =
        alice
            .asks()
            .body(Map.of("name", "Shop"))
            .post("/v1/categories")
            .then()
            .extract()
            .path("id");
    Grant.key(alice, Grant.of("monitor:read").in(category).among(gone));
    Grant.key(alice, Grant.of("monitor:read").among(gone, stays), Grant.of("group:read"));
    String key = Grant.key(alice, Grant.of("group:read").among(gone));
    alice.asks().delete(GROUPS + gone).then().statusCode(204);
    alice.asks().delete("/v1/categories/" + category).then().statusCode(204);
    alice
        .asks()
        .get("/v1/keys")
        .then()
        .body("data[2].grants[0].groups", hasSize(0))
        .body("data[2].grants[0].categories", hasSize(0))
        .body("data[1].grants[0].groups", equalTo(List.of(stays)))
        .body("data[1].grants[0].categories", equalTo("ALL"))
        .body("data[1].grants[1].groups", equalTo("ALL"))
        .body("data[0].grants[0].groups", hasSize(0));
    Person.asks(key).get("/v1/groups").then().statusCode(200).body("data", hasSize(0));
    Person.asks(key).get(GROUPS + stays).then().statusCode(404);
  }

  private static ValidatableResponse make(Person person, String name) {
    return person.asks().body(Map.of("name", name)).post("/v1/groups").then();
  }

  private static ValidatableResponse rename(Person person, String id, String name) {
    return person.asks().body(Map.of("name", name)).put(GROUPS + id).then();
  }
}
