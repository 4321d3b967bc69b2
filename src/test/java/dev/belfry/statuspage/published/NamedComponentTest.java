package dev.belfry.statuspage.published;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.belfry.house.House;
import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.statuspage.StatusPageTest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** Incidents that concern components by name, where no monitor looks. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class NamedComponentTest {
  @Inject House house;
  @Inject TestClock clock;
  @Inject ShownPages pages;

  private record Made(String id, String slug, String phone) {}

  private static Made page(Person owner) {
    String slug = StatusPageTest.slug();
    var made =
        StatusPageTest.make(
                owner,
                "{'name':'Shop','slug':'"
                    + slug
                    + "','components':[{'name':'Telephone','status':'operational'},{'name':'Counter','status':'operational'}]}")
            .statusCode(201)
            .extract();
    return new Made(made.path("id"), slug, made.path("components[0].id"));
  }

  private static ValidatableResponse open(Person owner, String component) {
    return owner
        .asks()
        .body(
            Json.of(
                "{'title':'Lines are dead','impact':'high','public':true,'component_ids':['%s']}",
                component))
        .post("/v1/incidents")
        .then();
  }

  private static ValidatableResponse patch(Person owner, String incident, String body) {
    return owner
        .asks()
        .contentType(Json.PATCH)
        .body(Json.of(body))
        .patch("/v1/incidents/" + incident)
        .then();
  }

  @Test
  void thePageTellsOfThemUntilTheyAreTakenOut() {
    Person alice = house.alice();
    Made page = page(alice);
    String incident =
        open(alice, page.phone())
            .statusCode(201)
            .body("component_ids", contains(page.phone()))
            .extract()
            .path("id");
    String shown = "/status/" + page.slug();
    pages.get(shown).then().body(containsString("Lines are dead"));
    pages
        .get(shown + "/api/v2/summary.json")
        .then()
        .body("components.status", contains("major_outage", "operational"))
        .body("incidents.components[0].name", contains("Telephone"));
    alice.asks().get("/v1/incidents").then().body("data[0].component_ids", contains(page.phone()));
    patch(alice, incident, "{'title':'Dead'}")
        .statusCode(200)
        .body("component_ids", contains(page.phone()));
    patch(alice, incident, "{'component_ids':[]}").statusCode(200).body("component_ids", empty());
    clock.advanceSeconds(16);
    pages.get(shown).then().body(not(containsString("Dead")));
  }

  @Test
  void nobodyNamesWhatHeMayNotSee() {
    Person alice = house.alice();
    Made page = page(alice);
    open(house.mallory(), page.phone())
        .statusCode(422)
        .body("errors.pointer", contains("/component_ids/0"));
    open(alice, "cmp_01k00000000000000000000000").statusCode(422);
    String incident = open(alice, page.phone()).statusCode(201).extract().path("id");
    String key = alice.key("incident:read", "incident:update");
    Person.asks(key)
        .get("/v1/incidents/" + incident)
        .then()
        .statusCode(200)
        .body("component_ids", empty());
    // Whoever does not see them leaves them as they are.
    Person.asks(key)
        .contentType(Json.PATCH)
        .body(Json.of("{'title':'Dead','component_ids':[]}"))
        .patch("/v1/incidents/" + incident)
        .then()
        .statusCode(200);
    alice
        .asks()
        .get("/v1/incidents/" + incident)
        .then()
        .body("component_ids", contains(page.phone()));
  }

  @Test
  void theWholeTakesThoseOfItsParts() {
    Person alice = house.alice();
    Made page = page(alice);
    String into = open(alice, page.phone()).extract().path("id");
    String part =
        alice
            .asks()
            .body(Json.of("{'title':'Counter','component_ids':['%s']}", page(alice).phone()))
            .post("/v1/incidents")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    alice
        .asks()
        .body(Json.of("{'incident_ids':['%s']}", part))
        .post("/v1/incidents/" + into + "/merge")
        .then()
        .statusCode(200)
        .body("component_ids", hasSize(2));
  }
}
