package dev.belfry.monitor.overdue;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Site;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.monitor.round.Rounds;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Looks that nobody made. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class OverdueMonitorsTest {
  @Inject House house;
  @Inject TestClock clock;
  @Inject Rounds rounds;
  @Inject OverdueMonitors overdue;
  @Inject MeterRegistry meters;

  @Test
  void oneThatNobodyLookedAtIsUnknownUntilTheNextLook() throws SQLException {
    Person alice = house.alice();
    try (Site site = new Site()) {
      String id = make(alice, site);
      rounds.runDue();
      // Due after 60 seconds, and overdue two intervals after that.
      clock.advanceSeconds(180);
      overdue.runDue();
      state(alice, id, "up", false);
      clock.advanceSeconds(1);
      overdue.runDue();
      state(alice, id, "unknown", true);
      told(alice, 1);
      assertTrue(meters.get("belfry.monitors.overdue").gauge().value() >= 1);
      clock.advanceSeconds(300);
      overdue.runDue();
      told(alice, 1);
      rounds.runDue();
      state(alice, id, "up", false);
      told(alice, "monitor.looked_at", 1);
      rounds.runDue();
      overdue.runDue();
      told(alice, 1);
      told(alice, "monitor.looked_at", 1);
      alice.asks().get("/v1/incidents").then().body("data", hasSize(0));
    }
  }

  @Test
  void oneThatIsDownStaysAlarmed() throws SQLException {
    Person alice = house.alice();
    try (Site site = new Site()) {
      site.answers(500);
      String id = make(alice, site);
      rounds.runDue();
      state(alice, id, "down", false);
      clock.advanceSeconds(600);
      overdue.runDue();
      state(alice, id, "unknown", true);
      alice.asks().get("/v1/incidents?open=true").then().body("data", hasSize(1));
      rounds.runDue();
      state(alice, id, "down", false);
      alice.asks().get("/v1/incidents").then().body("data", hasSize(1));
      alice.asks().get("/v1/activity?action=monitor.down").then().body("data", hasSize(1));
    }
  }

  @Test
  void afterASleepTheRoundsCatchUpFirst() throws SQLException {
    Person alice = house.alice();
    try (Site site = new Site()) {
      String id = make(alice, site);
      rounds.runDue();
      overdue.round();
      clock.advanceSeconds(600);
      overdue.round();
      state(alice, id, "up", false);
      for (int i = 0; i < 5; i++) {
        clock.advanceSeconds(10);
        overdue.round();
      }
      state(alice, id, "up", false);
      clock.advanceSeconds(10);
      overdue.round();
      state(alice, id, "unknown", true);
    }
  }

  @Test
  void aPausedOneIsNeverOverdue() throws SQLException {
    Person alice = house.alice();
    try (Site site = new Site()) {
      String id = make(alice, site);
      alice.asks().post("/v1/monitors/" + id + "/pause").then().statusCode(200);
      clock.advanceSeconds(3_600);
      overdue.runDue();
      state(alice, id, "paused", false);
      told(alice, 0);
    }
  }

  private static String make(Person owner, Site site) {
    return owner
        .asks()
        .body(
            "{\"name\":\"Shop\",\"type\":\"http\",\"confirm_down\":1,\"url\":\""
                + site.url()
                + "\"}")
        .post("/v1/monitors")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private static void state(Person owner, String id, String status, boolean late) {
    owner
        .asks()
        .get("/v1/monitors/" + id)
        .then()
        .body("status", equalTo(status))
        .body("overdue", equalTo(late));
  }

  private static void told(Person owner, int times) {
    told(owner, "monitor.overdue", times);
  }

  private static void told(Person owner, String action, int times) {
    assertEquals(
        times, owner.asks().get("/v1/activity?action=" + action).jsonPath().getList("data").size());
  }
}
