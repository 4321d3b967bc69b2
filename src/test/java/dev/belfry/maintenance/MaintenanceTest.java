package dev.belfry.maintenance;

import static dev.belfry.maintenance.Edges.monitor;
import static dev.belfry.maintenance.Edges.plan;
import static dev.belfry.maintenance.Edges.planned;
import static dev.belfry.maintenance.Edges.shown;
import static dev.belfry.maintenance.Edges.told;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.Grant;
import dev.belfry.house.House;
import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.monitor.MonitorId;
import dev.belfry.platform.database.Accounts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Windows as people and programs plan, see, change and end them. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class MaintenanceTest {
  @Inject House house;
  @Inject TestClock clock;
  @Inject Edges edges;
  @Inject Rows rows;
  @Inject Accounts accounts;
  @Inject Maintenances maintenances;

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
  void anOpenEndedOneEndsByItselfAndAnEndedOneCanBeBegunAgain() {
    Person alice = house.alice();
    String shop = monitor(alice, "");
    String id = planned(alice, "'all':true");
    alice
        .asks()
        .get("/v1/maintenance/" + id)
        .then()
        .body("status", equalTo("active"))
        .body("open_ended", equalTo(true))
        .body("ends_at", equalTo(clock.instant().plusSeconds(14_400).toString()));
    edges.runDue();
    clock.advanceSeconds(14_399);
    edges.runDue();
    shown(alice, shop).body("status", equalTo("maintenance"));
    clock.advanceSeconds(1);
    alice.asks().get("/v1/maintenance/" + id).then().body("status", equalTo("past"));
    edges.runDue();
    shown(alice, shop).body("status", equalTo("pending"));
    for (int i = 0; i < 2; i++) {
      alice
          .asks()
          .post("/v1/maintenance/" + id + "/start")
          .then()
          .statusCode(200)
          .body("status", equalTo("active"));
    }
    edges.runDue();
    shown(alice, shop).body("status", equalTo("maintenance"));
    Instant ended = clock.instant();
    for (int i = 0; i < 2; i++) {
      alice
          .asks()
          .post("/v1/maintenance/" + id + "/end")
          .then()
          .statusCode(200)
          .body("status", equalTo("past"))
          .body("ended_at", startsWith(ended.toString().substring(0, 19)))
          .body("ended_reason", equalTo("ended"));
    }
    assertEquals(2, told(alice, "maintenance.started"));
    assertEquals(2, told(alice, "maintenance.ended"));
  }

  @Test
  void oneThatRecursOccursAgainAndAgain() {
    Person alice = house.alice();
    String shop = monitor(alice, "");
    Instant start = clock.instant().plusSeconds(3_600);
    String id =
        planned(
            alice,
            "'all':true,'recurrence':'FREQ=DAILY;COUNT=3','duration_seconds':600,'starts_at':'"
                + start
                + "'");
    for (int day = 0; day < 3; day++) {
      clock.advance(Duration.between(clock.instant(), start.plus(Duration.ofDays(day))));
      edges.runDue();
      shown(alice, shop).body("status", equalTo("maintenance"));
      clock.advanceSeconds(600);
      edges.runDue();
      shown(alice, shop).body("status", equalTo("pending"));
    }
    alice
        .asks()
        .get("/v1/maintenance/" + id)
        .then()
        .body("status", equalTo("past"))
        .body("occurrences", empty());
    assertEquals(3, told(alice, "maintenance.started"));
  }

  /** Nobody ran for three days of a window that occurs every day. */
  @Test
  void afterAnOutageItGoesOnWhereItWouldBe() {
    Person alice = house.alice();
    String shop = monitor(alice, "");
    planned(alice, "'all':true,'recurrence':'FREQ=DAILY','duration_seconds':3600");
    edges.runDue();
    clock.advance(Duration.ofDays(3).plusSeconds(60));
    edges.look(alice, shop, 'D', clock.instant());
    edges.runDue();
    shown(alice, shop).body("status", equalTo("maintenance"));
    clock.advanceSeconds(3_600);
    edges.runDue();
    shown(alice, shop).body("status", equalTo("down"));
    assertEquals(1, told(alice, "monitor.down"));
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

  /** The pipeline of one team opens and closes maintenance of its category, and nothing else. */
  @Test
  void aKeyThatMayOnlyOpenAndCloseMaintenanceOfOneCategory() {
    Person alice = house.alice();
    String shop = category(alice, "Shop");
    String bank = category(alice, "Bank");
    String ours = monitor(alice, ",'tags':['web'],'category_id':'" + shop + "'");
    String theirs = monitor(alice, ",'tags':['web'],'category_id':'" + bank + "'");
    String key = Grant.key(alice, Grant.of("maintenance:create", "maintenance:update").in(shop));
    String id =
        Person.asks(key)
            .body(Json.of("{'name':'Deploy','category_ids':['%s']}", shop))
            .post("/v1/maintenance")
            .then()
            .statusCode(201)
            .body("owner_id", notNullValue())
            .extract()
            .path("id");
    edges.runDue();
    shown(alice, ours).body("status", equalTo("maintenance"));
    shown(alice, theirs).body("status", equalTo("pending"));
    for (String beyond :
        List.of(
            "'category_ids':['" + bank + "']",
            "'monitor_ids':['" + theirs + "']",
            "'monitor_ids':['mon_01h455vb4pex5vsknk084sn02q']")) {
      Person.asks(key)
          .body(Json.of("{'name':'x'," + beyond + "}"))
          .post("/v1/maintenance")
          .then()
          .statusCode(422)
          .body("errors.message", contains("is nothing here that you may mute"));
    }
    Person.asks(key)
        .body(Json.of("{'name':'x','all':true}"))
        .post("/v1/maintenance")
        .then()
        .statusCode(403);
    // A tag that others use too: only what lies in the category is covered.
    Person.asks(key)
        .body(Json.of("{'name':'x','tags':['web']}"))
        .post("/v1/maintenance/preview")
        .then()
        .body("monitors_total", equalTo(1));
    Person.asks(key).get("/v1/monitors").then().statusCode(403);
    Person.asks(key).get("/v1/maintenance").then().statusCode(403);
    Person.asks(key).delete("/v1/maintenance/" + id).then().statusCode(403);
    String foreign = planned(alice, "'category_ids':['" + bank + "']");
    Person.asks(key).post("/v1/maintenance/" + foreign + "/end").then().statusCode(404);
    Person.asks(key).post("/v1/maintenance/" + id + "/end").then().statusCode(200);
    edges.runDue();
    shown(alice, ours).body("status", equalTo("pending"));
  }

  @Test
  void whoReachesLessSeesWhatCoversHisAndOnlyThat() {
    Person alice = house.alice();
    String shop = category(alice, "Shop");
    String bank = category(alice, "Bank");
    String ours = monitor(alice, ",'category_id':'" + shop + "'");
    String theirs = monitor(alice, ",'category_id':'" + bank + "'");
    String both = planned(alice, "'monitor_ids':['" + ours + "','" + theirs + "']");
    String bankOnly = planned(alice, "'category_ids':['" + bank + "']");
    String key = Grant.key(alice, Grant.of("maintenance:read", "maintenance:update").in(shop));
    Person.asks(key)
        .get("/v1/maintenance")
        .then()
        .body("data.id", contains(both))
        .body("data[0].monitor_ids", contains(ours));
    Person.asks(key).get("/v1/maintenance/" + bankOnly).then().statusCode(404);
    Person.asks(key).post("/v1/maintenance/" + both + "/end").then().statusCode(403);
    alice
        .asks()
        .get("/v1/maintenance?monitor_id=" + theirs + "&status=active")
        .then()
        .body("data", hasSize(2));
    alice.asks().get("/v1/maintenance?category=" + bank).then().body("data.id", contains(bankOnly));
    alice.asks().get("/v1/maintenance?status=past").then().body("data", empty());
    house.mallory().asks().get("/v1/maintenance/" + both).then().statusCode(404);
  }

  @Test
  void whenItsMakerLosesTheRightItEndsAndSaysSo() {
    Person alice = house.alice();
    String shop = monitor(alice, "");
    String key = alice.key("maintenance:create", "maintenance:update");
    String id =
        Person.asks(key)
            .body(Json.of("{'name':'Deploy','tags':[],'monitor_ids':['%s']}", shop))
            .post("/v1/maintenance")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    edges.runDue();
    edges.looks(alice, shop, "D");
    rows.change(
        "update access_key set revoked_at = now() where account_id = ?", alice.account().uuid());
    clock.advanceSeconds(60);
    edges.runDue();
    alice
        .asks()
        .get("/v1/maintenance/" + id)
        .then()
        .body("status", equalTo("past"))
        .body("ended_reason", equalTo("owner_lost_right"));
    shown(alice, shop).body("status", equalTo("down"));
    assertEquals(1, told(alice, "monitor.down"));
    alice.asks().post("/v1/maintenance/" + id + "/start").then().statusCode(409);
  }

  @Test
  void aCategoryThatGoesIsSelectedNoMore() {
    Person alice = house.alice();
    String shop = category(alice, "Shop");
    String ours = monitor(alice, ",'category_id':'" + shop + "'");
    String id = planned(alice, "'category_ids':['" + shop + "']");
    edges.runDue();
    shown(alice, ours).body("status", equalTo("maintenance"));
    alice.asks().delete("/v1/categories/" + shop).then().statusCode(204);
    edges.runDue();
    shown(alice, ours).body("status", equalTo("pending"));
    alice
        .asks()
        .get("/v1/maintenance/" + id)
        .then()
        .body("status", equalTo("past"))
        .body("ended_reason", equalTo("nothing_selected"));
  }

  @Test
  void webhooksAreToldWhoAskForIt() {
    Person alice = house.alice();
    alice
        .asks()
        .body(
            Json.of(
                "{'url':'http://localhost:1/','events':['maintenance.started','maintenance.ended']}"))
        .post("/v1/webhooks")
        .then()
        .statusCode(201);
    String id = planned(alice, "'all':true");
    alice.asks().post("/v1/maintenance/" + id + "/end").then().statusCode(200);
    List<Object> bodies =
        rows.select(
            "select body from notify_message where account_id = ? order by id",
            alice.account().uuid());
    assertEquals(2, bodies.size());
    org.hamcrest.MatcherAssert.assertThat(
        "" + bodies.getFirst(), containsString("\"type\":\"maintenance.started\""));
    org.hamcrest.MatcherAssert.assertThat(
        "" + bodies.getLast(), containsString("\"ended_reason\":\"ended\""));
    Person.asks(alice.key("webhook:create", "monitor:read", "incident:read"))
        .body(Json.of("{'url':'http://localhost:1/','events':['maintenance.started']}"))
        .post("/v1/webhooks")
        .then()
        .statusCode(403);
  }

  @Test
  void roomsAboveAreToldWhatWasAndWhatWillBe() {
    Person alice = house.alice();
    String shop = monitor(alice, "");
    String other = monitor(alice, "");
    Instant begin = clock.instant();
    String id =
        planned(
            alice,
            "'monitor_ids':['"
                + shop
                + "'],'recurrence':'FREQ=DAILY;COUNT=3','duration_seconds':600");
    edges.runDue();
    clock.advanceSeconds(60);
    alice.asks().post("/v1/maintenance/" + id + "/end").then().statusCode(200);
    List<Planned> found =
        accounts.in(
            alice.account(),
            () ->
                maintenances.touching(
                    alice.account(),
                    List.of(MonitorId.fromString(shop), MonitorId.fromString(other)),
                    begin.minus(Duration.ofDays(9)),
                    begin.plus(Duration.ofDays(9))));
    assertEquals(3, found.size());
    assertEquals(begin.plusSeconds(60), found.getFirst().endsAt());
    assertEquals(begin.plus(Duration.ofDays(1)), found.get(1).startsAt());
    assertEquals(Set.of(MonitorId.fromString(shop)), found.getLast().monitors());
    assertEquals(
        List.of(),
        accounts.in(
            alice.account(),
            () ->
                maintenances.touching(
                    alice.account(),
                    List.of(MonitorId.fromString(other)),
                    begin,
                    begin.plusSeconds(1))));
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

  private static String category(Person owner, String name) {
    return owner
        .asks()
        .body(Json.of("{'name':'%s'}", name))
        .post("/v1/categories")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }
}
