package dev.belfry.maintenance;

import static dev.belfry.maintenance.Edges.incidents;
import static dev.belfry.maintenance.Edges.monitor;
import static dev.belfry.maintenance.Edges.planned;
import static dev.belfry.maintenance.Edges.shown;
import static dev.belfry.maintenance.Edges.told;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.House;
import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What maintenance holds back, exactly as long as it lasts, and never longer. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class MutingTest {
  @Inject House house;
  @Inject TestClock clock;
  @Inject Edges edges;
  @Inject Rows rows;
  private Person alice;
  private String shop;

  @BeforeEach
  void aMonitor() {
    alice = house.alice();
    shop = monitor(alice, ",'tags':['shop'],'flap_detection':{'enabled':false}");
    edges.looks(alice, shop, "U");
  }

  @Test
  void nobodyIsToldWhileItLastsAndWhatIsStillDownIsToldAtItsEnd() {
    planned(alice, "'duration_seconds':600,'tags':['shop']");
    edges.runDue();
    shown(alice, shop)
        .body("status", equalTo("maintenance"))
        .body("underlying_status", equalTo("up"))
        .body("maintenance_until", equalTo(clock.instant().plusSeconds(600).toString()));
    edges.looks(alice, shop, "DD");
    shown(alice, shop)
        .body("status", equalTo("maintenance"))
        .body("underlying_status", equalTo("down"))
        .body("suppressed", equalTo(true));
    incidents(alice);
    Instant end = clock.instant().plusSeconds(480);
    clock.advanceSeconds(480);
    edges.runDue();
    shown(alice, shop)
        .body("status", equalTo("down"))
        .body("status_since", equalTo(end.toString()))
        .body("underlying_status", nullValue())
        .body("maintenance_until", nullValue());
    incidents(alice, "Shop is down");
    assertEquals(1, told(alice, "monitor.down"));
    assertEquals(1, told(alice, "maintenance.started"));
    assertEquals(1, told(alice, "maintenance.ended"));
    edges.looks(alice, shop, "DU");
    incidents(alice);
    assertEquals(1, told(alice, "monitor.down"), "it is told once");
    assertEquals(1, told(alice, "monitor.up"));
  }

  /** The loop never runs here: the instants alone decide. */
  @Test
  void aLateLoopLeaksNoAlarmAndHidesNone() {
    Instant start = clock.instant().plusSeconds(90);
    planned(alice, "'starts_at':'" + start + "','duration_seconds':300,'all':true");
    edges.look(alice, shop, 'D', start.minusMillis(1));
    incidents(alice, "Shop is down");
    edges.look(alice, shop, 'U', start.minusMillis(1));
    incidents(alice);
    edges.look(alice, shop, 'D', start);
    shown(alice, shop)
        .body("status", equalTo("maintenance"))
        .body("status_since", equalTo(start.toString()));
    incidents(alice);
    Instant end = start.plusSeconds(300);
    edges.look(alice, shop, 'D', end.minusMillis(1));
    incidents(alice);
    edges.look(alice, shop, 'D', end);
    incidents(alice, "Shop is down");
    shown(alice, shop).body("status", equalTo("down")).body("status_since", equalTo("" + end));
  }

  @Test
  void alsoIfTheLookIsRecordedAfterTheLoopWasThere() {
    Instant start = clock.instant().plusSeconds(90);
    planned(alice, "'starts_at':'" + start + "','duration_seconds':300,'all':true");
    clock.advanceSeconds(91);
    edges.runDue();
    shown(alice, shop).body("status", equalTo("maintenance"));
    edges.look(alice, shop, 'D', start.minusMillis(1));
    incidents(alice, "Shop is down");
    shown(alice, shop).body("status", equalTo("maintenance"));
  }

  @Test
  void whatWasOpenBeforeStaysOpenUntilItIsOver() {
    edges.looks(alice, shop, "D");
    incidents(alice, "Shop is down");
    String window = planned(alice, "'tags':['shop']");
    edges.runDue();
    edges.looks(alice, shop, "DD");
    incidents(alice, "Shop is down");
    edges.looks(alice, shop, "U");
    incidents(alice);
    edges.looks(alice, shop, "DUD");
    incidents(alice);
    alice.asks().post("/v1/maintenance/" + window + "/end").then().statusCode(200);
    edges.runDue();
    incidents(alice, "Shop is down");
    assertEquals(2, told(alice, "monitor.down"));
  }

  @Test
  void ofTwoThatOverlapTheLastEndCounts() {
    planned(alice, "'duration_seconds':300,'tags':['shop']");
    planned(alice, "'duration_seconds':600,'monitor_ids':['" + shop + "']");
    edges.runDue();
    edges.looks(alice, shop, "D");
    clock.advanceSeconds(240);
    edges.runDue();
    shown(alice, shop).body("status", equalTo("maintenance"));
    incidents(alice);
    clock.advanceSeconds(300);
    edges.runDue();
    incidents(alice, "Shop is down");
  }

  @Test
  void deletingAWindowEndsItNow() {
    String window = planned(alice, "'all':true");
    edges.runDue();
    edges.looks(alice, shop, "D");
    alice.asks().delete("/v1/maintenance/" + window).then().statusCode(204);
    alice.asks().get("/v1/maintenance/" + window).then().statusCode(404);
    edges.runDue();
    incidents(alice, "Shop is down");
    assertEquals(
        List.of(),
        rows.select("select 1 from monitor_mute where account_id = ?", alice.account().uuid()));
  }

  @Test
  void whatIsMadeOrMovedMeanwhileIsCoveredOrNot() {
    planned(alice, "'duration_seconds':600,'tags':['shop']");
    edges.runDue();
    String late = monitor(alice, ",'tags':['shop','new']");
    shown(alice, late).body("status", equalTo("maintenance"));
    edges.looks(alice, late, "D");
    incidents(alice);
    patch(shop, "{'tags':['other']}");
    shown(alice, shop).body("status", equalTo("up"));
    edges.look(alice, shop, 'D', clock.instant().plusSeconds(1));
    incidents(alice, "Shop is down");
    String other = monitor(alice, "");
    shown(alice, other).body("status", equalTo("pending"));
    patch(other, "{'tags':['shop']}");
    shown(alice, other).body("status", equalTo("maintenance"));
  }

  @Test
  void aPausedMonitorStaysPaused() {
    planned(alice, "'duration_seconds':600,'all':true");
    edges.runDue();
    alice.asks().post("/v1/monitors/" + shop + "/pause").then().body("status", equalTo("paused"));
    edges.runDue();
    shown(alice, shop).body("status", equalTo("paused"));
    alice
        .asks()
        .post("/v1/monitors/" + shop + "/resume")
        .then()
        .body("status", equalTo("maintenance"))
        .body("underlying_status", equalTo("pending"));
    alice.asks().post("/v1/monitors/" + shop + "/pause").then().statusCode(200);
    clock.advanceSeconds(600);
    edges.runDue();
    shown(alice, shop).body("status", equalTo("paused"));
  }

  private void patch(String monitor, String body) {
    alice
        .asks()
        .contentType(Json.PATCH)
        .body(Json.of(body))
        .patch("/v1/monitors/" + monitor)
        .then()
        .statusCode(200);
  }
}
