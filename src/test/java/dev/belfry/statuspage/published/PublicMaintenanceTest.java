package dev.belfry.statuspage.published;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.belfry.house.House;
import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.maintenance.Edges;
import dev.belfry.statuspage.StatusPageTest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A window is told of only where somebody said that it may be. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class PublicMaintenanceTest {
  private static final List<String> TELLING =
      List.of(
          "",
          "/history",
          "/history.atom",
          "/history.rss",
          "/maintenance.ics",
          "/api/v2/summary.json",
          "/api/v2/scheduled-maintenances.json");

  @Inject House house;
  @Inject Edges edges;
  @Inject TestClock clock;

  @Test
  void oneThatIsNotPublicShowsInTheStateOfItsComponentsOnly() {
    Person alice = house.alice();
    String till = Edges.monitor(alice, ",'tags':['till']");
    edges.looks(alice, till, "U");
    String slug = StatusPageTest.slug();
    StatusPageTest.make(
            alice,
            "{'name':'Shop','slug':'%s','components':[{'name':'Till','monitor_id':'%s'}]}"
                .formatted(slug, till))
        .statusCode(201);
    String id =
        Edges.plan(alice, "'description':'Rack 17','tags':['till'],'duration_seconds':600")
            .statusCode(201)
            .body("public", equalTo(false))
            .extract()
            .path("id");
    edges.runDue();
    for (String path : TELLING) {
      given()
          .get("/status/" + slug + path)
          .then()
          .statusCode(200)
          .body(not(containsString("Work")))
          .body(not(containsString("Rack 17")));
    }
    given()
        .get("/status/" + slug + "/api/v2/summary.json")
        .then()
        .body("components.status", contains("under_maintenance"))
        .body("scheduled_maintenances", hasSize(0));
    patch(alice, id, "{'public':true}").body("public", equalTo(true));
    clock.advanceSeconds(16);
    for (String path : List.of("", "/maintenance.ics", "/api/v2/summary.json")) {
      given().get("/status/" + slug + path).then().body(containsString("Work"));
    }
    // Whoever says nothing of it changes nothing of it.
    patch(alice, id, "{'name':'Care'}").body("public", equalTo(true));
    alice
        .asks()
        .body(Json.of("{'name':'Care','tags':['till'],'duration_seconds':600}"))
        .put("/v1/maintenance/" + id)
        .then()
        .statusCode(200)
        .body("public", equalTo(false));
  }

  private static io.restassured.response.ValidatableResponse patch(
      Person owner, String id, String body) {
    return owner
        .asks()
        .contentType(Json.PATCH)
        .body(Json.of(body))
        .patch("/v1/maintenance/" + id)
        .then()
        .statusCode(200);
  }
}
