package dev.belfry.heartbeat;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.heartbeat.Beats.Beat;
import dev.belfry.house.House;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The runs that starts and ends make. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class RunTest {
  @Inject House house;
  @Inject Beats beats;
  @Inject TestClock clock;

  @Test
  void startsAndEndsMakeRuns() throws SQLException {
    Beat beat =
        Beat.make(house.alice(), "'period_seconds':3600,'assertions':['metric.duration < 60s']");
    String one = UUID.randomUUID().toString();
    String two = UUID.randomUUID().toString();
    beat.ok("/start?rid=" + one);
    clock.advanceSeconds(10);
    beat.ok("/start?rid=" + two);
    beat.shown().body("running", equalTo(2)).body("status", equalTo("pending"));
    clock.advanceSeconds(20);
    beat.ok("?rid=" + one);
    beats.decide();
    beat.shown().body("status", equalTo("up")).body("last_result.latency_ms", equalTo(30_000));
    clock.advanceSeconds(50);
    beat.ok("/0?rid=" + two);
    beats.decide();
    beat.shown()
        .body("status", equalTo("down"))
        .body("last_result.code", equalTo("assertion_failed"))
        .body("last_result.message", equalTo("It reported what breaks metric.duration < 60s"));
    JsonPath runs = beat.runs();
    assertEquals(List.of(two, one), runs.getList("data.run_id"));
    assertEquals(List.of(70_000, 30_000), runs.getList("data.duration_ms"));
    assertEquals(List.of("succeeded", "succeeded"), runs.getList("data.status"));
  }

  @Test
  void aRunThatDoesNotEndHasFailed() throws SQLException {
    Beat beat = Beat.make(house.alice(), "'period_seconds':3600,'max_duration_seconds':90").ok("");
    beats.decide();
    beat.ok("/start");
    beats.pass(89);
    beat.shown().body("status", equalTo("up")).body("running", equalTo(1));
    beats.pass(1);
    beat.shown()
        .body("status", equalTo("down"))
        .body("running", equalTo(0))
        .body("last_result.code", equalTo("run_too_long"));
    assertEquals("timed_out", beat.runs().getString("data[0].status"));
    assertEquals(90_000, beat.runs().getInt("data[0].duration_ms"));
    // The end without a name of its run is good by itself.
    beat.ok("");
    beats.decide();
    beat.shown().body("status", equalTo("up"));
  }
}
