package dev.belfry.statuspage.published;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.House;
import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.platform.id.TypeId;
import dev.belfry.statuspage.StatusPageTest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What outsiders read of incidents and maintenance, and of what nobody knows. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class PublicNewsTest {
  @Inject House house;
  @Inject Rows rows;
  @Inject TestClock clock;

  private String up(Person owner) {
    String monitor = StatusPageTest.monitor(owner, "");
    rows.change(
        "update monitor_state set status = 'UP' where monitor_id = ?",
        TypeId.require("mon", monitor));
    return monitor;
  }

  private static String page(Person owner, String components) {
    String slug = StatusPageTest.slug();
    StatusPageTest.make(
            owner, "{'name':'Shop','slug':'" + slug + "','components':[" + components + "]}")
        .statusCode(201);
    return slug;
  }

  private static void incident(Person owner, String monitor, String impact, String description) {
    owner
        .asks()
        .body(
            Json.of(
                "{'title':'Till is slow','affected':['%s'],'impact':'%s','public':true,'description':'%s'}",
                monitor, impact, description))
        .post("/v1/incidents")
        .then()
        .statusCode(201);
  }

  private static ValidatableResponse get(String slug, String path) {
    return given().get("/status/" + slug + path).then().statusCode(200);
  }

  @Test
  void aComponentIsAsBadAsTheOpenIncidentsThatNameIt() {
    Person alice = house.alice();
    String till = up(alice);
    String slug =
        page(
            alice,
            "{'name':'Till','monitor_id':'%s'},{'name':'Web','monitor_id':'%s'}"
                .formatted(till, up(alice)));
    List<String> steps =
        List.of(
            "none operational Operational",
            "low degraded_performance Degraded performance",
            "medium partial_outage Partial outage",
            "high major_outage Major outage",
            "low major_outage Major outage");
    for (String step : steps) {
      String[] part = step.split(" ", 3);
      incident(alice, till, part[0], "x");
      clock.advanceSeconds(16);
      String id =
          get(slug, "/api/v2/components.json")
              .body("components.status", contains(part[1], "operational"))
              .extract()
              .path("components[0].id");
      get(slug, "/components/" + id + "/badge.svg").body(containsString("Till: " + part[2]));
      get(slug, "")
          .body(
              containsString("<strong>Till</strong><span class=\"state\">" + part[2] + "</span>"));
    }
  }

  @Test
  void whatNobodyKnowsIsNotShownGreen() {
    String slug = page(house.alice(), "{'name':'Counter'}");
    get(slug, "/api/v2/summary.json")
        .body("components.status", contains("degraded_performance"))
        .body("components.known", contains(false))
        .body("status.indicator", equalTo("minor"));
    get(slug, "").body(containsString("Nothing is known at the moment"));
  }

  @Test
  void whereNobodyRendersMarkdownItIsPlain() {
    Person alice = house.alice();
    String till = up(alice);
    String slug = page(alice, "{'name':'Till','monitor_id':'" + till + "'}");
    incident(alice, till, "low", "The **disk** is full.");
    get(slug, "").body(containsString("The <strong>disk</strong> is full."));
    for (String path : List.of("/history.atom", "/history.rss", "/api/v2/incidents.json")) {
      get(slug, path).body(containsString("The disk is full.")).body(not(containsString("**")));
    }
  }

  @Test
  void whatComesAgainIsToldOfForTheNextTimesAndIsNotOverYet() {
    Person alice = house.alice();
    String slug = page(alice, "{'name':'Till','monitor_id':'" + up(alice) + "'}");
    alice
        .asks()
        .body(
            Json.of(
                "{'name':'Weekly care','public':true,'all':true,'recurrence':'FREQ=WEEKLY','duration_seconds':600,'starts_at':'%s'}",
                clock.instant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(3_600)))
        .post("/v1/maintenance")
        .then()
        .statusCode(201);
    assertEquals(2, get(slug, "").extract().asString().split("Weekly care", -1).length - 1);
    get(slug, "/api/v2/summary.json").body("scheduled_maintenances", hasSize(2));
    List<String> updated =
        get(slug, "/api/v2/scheduled-maintenances/upcoming.json")
            .body("scheduled_maintenances.resolved_at", everyItem(nullValue()))
            .extract()
            .path("scheduled_maintenances.updated_at");
    assertTrue(updated.size() > 2, "" + updated);
    updated.forEach(at -> assertFalse(Instant.parse(at).isAfter(clock.instant()), at));
    String calendar = get(slug, "/maintenance.ics").extract().asString();
    assertEquals(updated.size(), calendar.split("BEGIN:VEVENT", -1).length - 1);
    DateTimeFormatter form =
        DateTimeFormatter.ofPattern("'DTSTAMP:'uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    calendar
        .lines()
        .filter(line -> line.startsWith("DTSTAMP:"))
        .forEach(line -> assertFalse(form.parse(line, Instant::from).isAfter(clock.instant())));
  }
}
