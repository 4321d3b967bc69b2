package dev.belfry.statuspage.published;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Statuspage's public API for each page. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class StatuspageApiTest {
  @Inject House house;
  @Inject ShownPages pages;

  @Test
  void statuspagesApiIsThere() {
    Person alice = house.alice();
    String slug = pages.page(alice, pages.monitor(alice, "DEGRADED"), "");
    String api = "/status/" + slug + "/api/v2/";
    pages
        .get(api + "status.json")
        .then()
        .statusCode(200)
        .header("Access-Control-Allow-Origin", equalTo("*"))
        .body("page.id", equalTo(slug))
        .body("page.name", equalTo("Shop"))
        .body("status.indicator", equalTo("minor"));
    pages
        .get(api + "summary.json")
        .then()
        .body("components.status", contains("degraded_performance"))
        .body("incidents", hasSize(0))
        .body("scheduled_maintenances", hasSize(0));
    for (String list :
        List.of(
            "incidents/unresolved",
            "scheduled-maintenances",
            "scheduled-maintenances/upcoming",
            "scheduled-maintenances/active")) {
      pages.get(api + list + ".json").then().statusCode(200).body("page.id", equalTo(slug));
    }
  }

  /** As bad as the component that such an incident makes of one that works. */
  @Test
  void impactsAreThoseOfStatuspage() {
    Person alice = house.alice();
    String monitor = pages.monitor(alice, "UP");
    String api = "/status/" + pages.page(alice, monitor, "") + "/api/v2/";
    Map<String, String> told =
        Map.of(
            "none",
            "none",
            "low",
            "minor",
            "medium",
            "major",
            "high",
            "major",
            "critical",
            "critical");
    told.keySet().forEach(impact -> pages.told(alice, monitor, impact, impact, "x"));
    List<Map<String, Object>> incidents =
        pages.get(api + "incidents/unresolved.json").then().extract().path("incidents");
    assertEquals(5, incidents.size());
    incidents.forEach(one -> assertEquals(told.get("" + one.get("name")), one.get("impact")));
  }
}
