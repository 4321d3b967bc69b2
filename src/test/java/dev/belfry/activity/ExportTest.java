package dev.belfry.activity;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Checklist;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.platform.database.Accounts;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.Subject;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ExportTest {
  private static final int HEADER_SESSION_EXPORT_AND_TWO_LINES = 4;
  @Inject House house;
  @Inject Accounts accounts;
  @Inject TestClock clock;
  @Inject Event<ActivityExported> events;

  @Test
  void givesEveryEntryOnceAcrossItsPages() {
    Person alice = house.alice();
    int many = 1203;
    Instant before = clock.instant().minus(Duration.ofHours(1));
    accounts.in(
        alice.account(),
        () -> {
          for (int i = 0; i < many; i++) {
            events.fire(
                new ActivityExported(
                    alice.account(),
                    Actor.SYSTEM,
                    new Subject("activity", null, "row-" + i, null),
                    before.plusMillis(i),
                    List.of()));
          }
          return true;
        });
    var answer =
        alice
            .asks()
            .get("/v1/activity/export?object_type=activity")
            .then()
            .statusCode(200)
            .header("Content-Type", equalTo("application/x-ndjson"))
            .header("Content-Disposition", equalTo("attachment; filename=\"activity.ndjson\""))
            .header("Cache-Control", equalTo("no-store"))
            .extract();
    List<JsonPath> rows = answer.asString().lines().map(JsonPath::from).toList();
    // The export itself is in the log book before the first line leaves.
    assertEquals(many + 1, rows.size());
    assertEquals(many + 1, rows.stream().map(row -> row.getString("id")).distinct().count());
    assertEquals("ndjson", rows.getFirst().getString("object.name"), "the newest first");
    assertEquals("row-" + (many - 1), rows.get(1).getString("object.name"));
    assertEquals("row-0", rows.getLast().getString("object.name"), "the oldest last");
  }

  @Test
  void isInTheLogBookWithWhatWasAskedFor() {
    Person alice = house.alice();
    alice.asks().get("/v1/activity/export?format=csv&result=done&action=x").then().statusCode(200);
    alice
        .asks()
        .get("/v1/activity")
        .then()
        .body("data[0].action", equalTo("activity.exported"))
        .body("data[0].actor.kind", equalTo("user"))
        .body("data[0].object.name", equalTo("csv"))
        .body("data[0].changes.field", equalTo(List.of("action", "result")))
        .body("data[0].changes.after", equalTo(List.of("x", "done")));
  }

  @Test
  @Checklist({54, 111})
  void noCellOfCsvIsAFormula() {
    Person alice = house.alice();
    List<String> names =
        List.of("=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", "say \"hi\", then", "plain");
    for (String name : names) {
      alice.asks().body(Map.of("name", name)).post("/v1/categories").then().statusCode(201);
    }
    // No name takes a line feed; what others call their things comes into the log book too.
    accounts.in(
        alice.account(),
        () -> {
          events.fire(
              new ActivityExported(
                  alice.account(),
                  Actor.SYSTEM,
                  new Subject("activity", null, "two\nlines", null),
                  clock.instant(),
                  List.of()));
          return true;
        });
    String csv =
        alice
            .asks()
            .get("/v1/activity/export?format=csv")
            .then()
            .statusCode(200)
            .header("Content-Type", equalTo("text/csv;charset=UTF-8"))
            .header("Content-Disposition", equalTo("attachment; filename=\"activity.csv\""))
            .extract()
            .asString();
    assertTrue(csv.startsWith("\"id\",\"at\",\"actor_kind\","), csv);
    assertEquals(
        names.size() + HEADER_SESSION_EXPORT_AND_TWO_LINES, csv.split("\r\n", -1).length - 1);
    for (String cell :
        List.of(
            "\"'=1+1\"",
            "\"'+1\"",
            "\"'-1\"",
            "\"'@SUM(A1)\"",
            "\"'＝1+1\"",
            "\"say \"\"hi\"\", then\"",
            "\"plain\"",
            "\"two\nlines\"")) {
      assertTrue(csv.contains("," + cell + ","), cell + " in " + csv);
    }
  }

  @Test
  void whatMakesNoSenseIsRefusedBeforeAnythingIsSent() {
    Person alice = house.alice();
    for (String query : List.of("format=xml", "from=yesterday", "result=maybe", "action=%00")) {
      alice
          .asks()
          .urlEncodingEnabled(false)
          .get("/v1/activity/export?" + query)
          .then()
          .statusCode(400);
    }
    alice
        .asks()
        .get("/v1/activity")
        .then()
        .body("data.action", equalTo(List.of("session.created")));
  }

  @Test
  void anExportNeedsItsScope() {
    Person alice = house.alice();
    Person.asks(alice.key("monitor:read")).get("/v1/activity/export").then().statusCode(403);
    Person.asks(alice.key("activity:read")).get("/v1/activity/export").then().statusCode(200);
  }
}
