package dev.belfry.maintenance;

import static dev.belfry.maintenance.Edges.incidents;
import static dev.belfry.maintenance.Edges.monitor;
import static dev.belfry.maintenance.Edges.planned;
import static dev.belfry.maintenance.Edges.shown;
import static dev.belfry.maintenance.Edges.told;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.AtOnce;
import dev.belfry.house.House;
import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.Site;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.round.Rounds;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told at the ends of maintenance, of whatever happens in whatever order. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class MutingAtEndsTest {
  @Inject House house;
  @Inject TestClock clock;
  @Inject Edges edges;
  @Inject Rounds rounds;
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
  void slownessAndFlappingAreToldAfterwardsIfTheyLast() {
    String slow = monitor(alice, ",'tags':['shop'],'thresholds':{'degraded_ms':500}");
    edges.looks(alice, slow, "U");
    planned(alice, "'duration_seconds':600,'all':true");
    edges.runDue();
    edges.looks(alice, slow, "SUS");
    assertEquals(0, told(alice, "monitor.degraded"));
    clock.advanceSeconds(600);
    edges.runDue();
    shown(alice, slow).body("status", equalTo("degraded"));
    assertEquals(1, told(alice, "monitor.degraded"));
    assertEquals(0, told(alice, "monitor.recovered"));
  }

  @Test
  void looksGoOnAndAreKept() throws SQLException {
    alice.asks().delete("/v1/monitors/" + shop).then().statusCode(204);
    try (Site site = new Site()) {
      String watched =
          alice
              .asks()
              .body(
                  Json.of("{'type':'http','name':'Site','confirm_down':1,'url':'%s'}", site.url()))
              .post("/v1/monitors")
              .then()
              .statusCode(201)
              .extract()
              .path("id");
      rounds.runDue();
      planned(alice, "'duration_seconds':150,'monitor_ids':['" + watched + "']");
      site.answers(500);
      for (int i = 0; i < 2; i++) {
        clock.advanceSeconds(60);
        rounds.runDue();
      }
      // Nobody has begun the window, and still nobody is told.
      shown(alice, watched).body("status", equalTo("maintenance"));
      incidents(alice);
      assertEquals(3, site.calls());
      alice
          .asks()
          .get("/v1/monitors/" + watched + "/results")
          .then()
          .body("data.status", contains("down", "down", "up"));
      clock.advanceSeconds(60);
      rounds.runDue();
      incidents(alice, "Site is down");
    }
  }

  @Test
  void heartbeatsAlike() {
    String beat =
        alice
            .asks()
            .body(
                Json.of(
                    "{'type':'heartbeat','name':'Backup','period_seconds':300,'confirm_down':1}"))
            .post("/v1/monitors")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    planned(alice, "'duration_seconds':600,'all':true");
    edges.runDue();
    edges.looks(alice, beat, "D");
    shown(alice, beat).body("status", equalTo("maintenance"));
    incidents(alice);
    clock.advanceSeconds(600);
    edges.runDue();
    incidents(alice, "Backup is down");
  }

  @Test
  void itIsNeitherUptimeNorDowntimeUnlessThePolicySaysSo() {
    clock.advance(Duration.between(clock.instant(), hour(2)));
    edges.look(alice, shop, 'U', clock.instant());
    for (int i = 0; i < 3; i++) {
      clock.advance(Duration.ofMinutes(5));
      edges.look(alice, shop, 'U', clock.instant());
    }
    planned(alice, "'duration_seconds':900,'all':true");
    // Nobody shows it in time.
    clock.advance(Duration.ofMinutes(20));
    edges.runDue();
    edges.look(alice, shop, 'D', clock.instant());
    clock.advance(Duration.ofMinutes(5));
    String path = "/v1/uptime?monitor_ids=" + shop;
    double policy = uptime(path);
    double up = uptime(path + "&maintenance=up");
    double down = uptime(path + "&maintenance=down");
    assertEquals(true, down < policy && policy < up, down + " < " + policy + " < " + up);
    assertEquals(
        List.of("MAINTENANCE"),
        rows.select(
            "select status from result_period where monitor_id = ? and since = ?",
            MonitorId.fromString(shop).uuid(),
            hour(0).plusSeconds(900).atOffset(java.time.ZoneOffset.UTC)));
  }

  /** A window ends while a look is written, and each time all is told in the end, once. */
  @Test
  void anEndThatMeetsALook() throws InterruptedException {
    for (int i = 0; i < 8; i++) {
      String window = planned(alice, "'all':true");
      edges.runDue();
      edges.looks(alice, shop, "D");
      Instant at = clock.instant().plusMillis(1);
      clock.advance(Duration.ofMillis(1));
      List<Callable<Integer>> both =
          List.of(
              () -> alice.asks().post("/v1/maintenance/" + window + "/end").statusCode(),
              () -> {
                edges.look(alice, shop, 'D', at);
                return 0;
              },
              () -> {
                edges.runDue();
                return 0;
              });
      AtOnce.all(both);
      edges.runDue();
      incidents(alice, "Shop is down");
      assertEquals(i + 1, told(alice, "monitor.down"));
      edges.looks(alice, shop, "U");
      incidents(alice);
    }
  }

  /** Whatever happens in whatever order: what was told is what a few lines of a model say. */
  @Test
  void isWhatAModelSays() {
    Random random = new Random(5);
    int told = 0;
    boolean alarmed = false;
    boolean down = false;
    String window = null;
    for (int step = 0; step < 90; step++) {
      boolean muted = window != null;
      switch (random.nextInt(6)) {
        case 0 -> {
          if (window == null) {
            window = planned(alice, "'tags':['shop'],'at_most_seconds':86400");
          } else {
            alice.asks().post("/v1/maintenance/" + window + "/end").then().statusCode(200);
            window = null;
            if (random.nextBoolean()) {
              edges.runDue();
              told += down && !alarmed ? 1 : 0;
              alarmed |= down;
            }
          }
        }
        case 1 -> {
          edges.runDue();
          told += !muted && down && !alarmed ? 1 : 0;
          alarmed |= !muted && down;
        }
        case 2, 3 -> {
          edges.looks(alice, shop, "D");
          down = true;
          told += !muted && !alarmed ? 1 : 0;
          alarmed |= !muted;
        }
        default -> {
          edges.looks(alice, shop, "U");
          down = false;
          alarmed = false;
        }
      }
      if (alarmed) {
        incidents(alice, "Shop is down");
      } else {
        incidents(alice);
      }
    }
    assertEquals(told, told(alice, "monitor.down"));
  }

  private double uptime(String path) {
    Number value =
        alice.asks().get(path).then().statusCode(200).extract().path("data[0].uptime.24h");
    return value.doubleValue();
  }

  private Instant hour(int ahead) {
    return clock
        .instant()
        .truncatedTo(java.time.temporal.ChronoUnit.HOURS)
        .plus(Duration.ofHours(ahead));
  }
}
