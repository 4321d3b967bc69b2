package dev.belfry.maintenance;

import static dev.belfry.maintenance.Edges.monitor;
import static dev.belfry.maintenance.Edges.plan;
import static dev.belfry.maintenance.Edges.planned;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.belfry.house.House;
import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Windows as people and programs plan, see, change and end them. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class MaintenanceTest {
  @Inject House house;
  @Inject TestClock clock;
  @Inject Rows rows;

  @Test
  void isPlannedShownChangedAndDeleted() {
    Person alice = house.alice();
    Instant start = clock.instant().plus(Duration.ofDays(1));
    String id =
        plan(
                alice,
                "'description':'New disks','starts_at':'"
                    + start
                    + "','ends_at':'"
                    + start.plusSeconds(3_600)
                    + "','tags':['db']")
            .statusCode(201)
            .body("status", equalTo("upcoming"))
            .body("duration_seconds", equalTo(3_600))
            .body("open_ended", equalTo(false))
            .body("occurrences", hasSize(1))
            .body("occurrences[0].starts_at", equalTo(start.toString()))
            .body("tags", contains("db"))
            .extract()
            .path("id");
    String path = "/v1/maintenance/" + id;
    String tag = alice.asks().get(path).then().statusCode(200).extract().header("ETag");
    alice
        .asks()
        .contentType(Json.PATCH)
        .header("If-Match", tag)
        .body(Json.of("{'ends_at':'" + start.plusSeconds(60) + "'}"))
        .patch(path)
        .then()
        .statusCode(200)
        .body("duration_seconds", equalTo(60))
        .body("description", equalTo("New disks"));
    alice
        .asks()
        .contentType(Json.PATCH)
        .header("If-Match", tag)
        .body("{}")
        .patch(path)
        .then()
        .statusCode(412);
    alice
        .asks()
        .body(
            Json.of("{'name':'Weekly','duration_seconds':600,'recurrence':'0 3 * * 0','all':true}"))
        .put(path)
        .then()
        .statusCode(200)
        .body("description", nullValue())
        .body("all", equalTo(true))
        .body("occurrences", hasSize(3));
    alice.asks().delete(path).then().statusCode(204);
    alice.asks().get(path).then().statusCode(404);
    alice.asks().get("/v1/maintenance").then().body("data", empty());
    alice
        .asks()
        .get("/v1/activity?object_id=" + id)
        .then()
        .body(
            "data.action",
            contains(
                "maintenance.deleted",
                "maintenance.updated",
                "maintenance.updated",
                "maintenance.created"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'all':true,'ends_at':'2020-01-01T00:00:00Z','starts_at':'2021-01-01T00:00:00Z' | /ends_at",
        "'all':true,'ends_at':'2021-01-02T00:00:00Z','starts_at':'2021-01-01T00:00:00Z' | /ends_at",
        "'all':true,'duration_seconds':59 | /duration_seconds",
        "'all':true,'at_most_seconds':2592001 | /at_most_seconds",
        "'all':true,'duration_seconds':600,'at_most_seconds':600 | /ends_at",
        "'all':true,'recurrence':'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' | /recurrence",
        "'all':true,'recurrence':'0 0 31 4 *' | /recurrence",
        "'all':true,'recurrence':'FREQ=DAILY;UNTIL=20200101' | /recurrence",
        "'all':true,'recurrence':'FREQ=SECONDLY' | /recurrence",
        "'all':true,'recurrence':'* * * * *' | /recurrence",
        "'all':true,'recurrence':'often' | /recurrence",
        "'all':true,'recurrence':'FREQ=HOURLY','duration_seconds':3601 | /recurrence",
        "'all':true,'time_zone':'Mars/Base' | /time_zone",
        "'all':true,'until':'2090-01-01T00:00:00Z' | /until",
        "'all':true,'count':2 | /count",
        "'all':true,'tags':['x'] | /all",
        "'all':true,'starts_at':'9000-01-01T00:00:00Z' | /starts_at",
        "'tags':[] | \"\"",
        "'all':false | \"\"",
        "'monitor_ids':['mon_01h455vb4pex5vsknk084sn02q'] | /monitor_ids/0",
        "'category_ids':['cat_01h455vb4pex5vsknk084sn02q'] | /category_ids/0",
        "'group_ids':['grp_01h455vb4pex5vsknk084sn02q'] | /group_ids/0",
        "'all':true,'nmae':'x' | /nmae"
      })
  void isRefused(String fields, String pointer) {
    Person alice = house.alice();
    plan(alice, fields).statusCode(422).body("errors.pointer", hasItem(pointer));
    alice
        .asks()
        .body(Json.of("{'name':'Work'," + fields + "}"))
        .post("/v1/maintenance/preview")
        .then()
        .statusCode(422);
    alice.asks().get("/v1/maintenance").then().body("data", empty());
  }

  @Test
  void aPreviewNamesWhatItMutesAndWhatOverlaps() {
    Person alice = house.alice();
    monitor(alice, ",'tags':['shop']");
    String other = planned(alice, "'tags':['shop'],'duration_seconds':7200");
    planned(alice, "'tags':['elsewhere'],'duration_seconds':7200");
    String body =
        Json.of("{'name':'x','tags':['shop'],'recurrence':'FREQ=DAILY','duration_seconds':60}");
    alice
        .asks()
        .body(body)
        .post("/v1/maintenance/preview")
        .then()
        .statusCode(200)
        .body("occurrences", hasSize(10))
        .body("monitors_total", equalTo(1))
        .body("monitors.name", contains("Shop"))
        .body("overlaps.id", contains(other))
        .body("overlaps[0].monitors_total", equalTo(1));
    Person.asks(alice.key("maintenance:create"))
        .body(body)
        .post("/v1/maintenance/preview")
        .then()
        .body("monitors_total", equalTo(1))
        .body("monitors", empty())
        .body("overlaps", empty());
    alice.asks().get("/v1/maintenance").then().body("data", hasSize(2));
  }

  @Test
  void thereAreAtMostTwoHundred() {
    Person alice = house.alice();
    String id = planned(alice, "'tags':['x'],'starts_at':'2098-01-01T00:00:00Z'");
    rows.change(
        """
        insert into maintenance_window select (jsonb_populate_record(w, jsonb_build_object('id', gen_random_uuid()))).*
        from maintenance_window w, generate_series(1, 199) where account_id = ?""",
        alice.account().uuid());
    plan(alice, "'tags':['x']").statusCode(409).body("code", equalTo("too_many"));
    alice.asks().delete("/v1/maintenance/" + id).then().statusCode(204);
    plan(alice, "'tags':['x']").statusCode(201);
  }
}
