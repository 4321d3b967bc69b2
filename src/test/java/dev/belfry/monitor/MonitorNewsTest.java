package dev.belfry.monitor;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Site;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.monitor.round.Rounds;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of a monitor, and what is not: windows, slowness, flapping. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class MonitorNewsTest {
  private static final String FLAPS =
      "'confirm_down':1,'flap_detection':{'looks':10,'start_changes':4,'stop_changes':1}";

  @Inject House house;
  @Inject TestClock clock;
  @Inject Rounds rounds;
  @Inject Seen seen;

  @Test
  void twoOfThreeBadLooksAreDownThoughTheRestWasWrittenInBatches() throws SQLException {
    Person alice = house.alice();
    try (Site site = new Site()) {
      String id =
          Watched.make(
              alice,
              "'name':'Shop','url':'"
                  + site.url()
                  + "','confirm_down':2,'confirm_down_of':3,'confirm_up':2,'confirm_up_of':3");
      assertEquals(
          List.of("up", "up", "up", "up", "up", "up", "down"), looked(alice, id, site, "UDUUDUD"));
      assertEquals(List.of("down", "down", "up"), looked(alice, id, site, "UDU"));
      alice.asks().get("/v1/incidents").then().body("data", hasSize(1));
    }
  }

  @Test
  void looksSoonerWhileInDoubtEitherWay() throws SQLException {
    Person alice = house.alice();
    try (Site site = new Site()) {
      String id =
          Watched.make(
              alice,
              "'name':'Shop','retry_interval_seconds':15,'confirm_down':2,'confirm_up':2,'url':'"
                  + site.url()
                  + "'");
      looked(alice, id, site, "U");
      assertEquals(60, nextIn(alice, id));
      looked(alice, id, site, "D");
      assertEquals(15, nextIn(alice, id), "perhaps down");
      looked(alice, id, site, "D");
      assertEquals(60, nextIn(alice, id), "down");
      looked(alice, id, site, "U");
      assertEquals(15, nextIn(alice, id), "perhaps up");
      looked(alice, id, site, "U");
      assertEquals(60, nextIn(alice, id), "up");
    }
  }

  @Test
  void slownessIsToldWhenItIsEnoughAndWhenItEnds() {
    Person alice = house.alice();
    String id =
        made(
            alice, "'thresholds':{'degraded_ms':500,'confirm_degraded':2,'confirm_degraded_of':3}");
    assertEquals("up", seen.looks(alice, id, "USU"));
    assertEquals("degraded", seen.looks(alice, id, "S"));
    assertEquals("degraded", seen.looks(alice, id, "SU"));
    assertEquals("up", seen.looks(alice, id, "U"));
    told(alice, "monitor.degraded", 1);
    told(alice, "monitor.recovered", 1);
    assertEquals("down", seen.looks(alice, id, "SSDD"));
    assertEquals("up", seen.looks(alice, id, "U"));
    told(alice, "monitor.degraded", 2);
    told(alice, "monitor.recovered", 2);
    told(alice, "monitor.up", 1);
  }

  @Test
  void whatLastsEndsWhenNobodyLooksAnyMore() {
    Person alice = house.alice();
    String slow = made(alice, "'thresholds':{'degraded_ms':500}");
    String flaps = made(alice, FLAPS);
    seen.looks(alice, slow, "US");
    seen.looks(alice, flaps, "UDUDU");
    alice.asks().body("{}").post("/v1/monitors/" + slow + "/pause").then().statusCode(200);
    told(alice, "monitor.recovered", 1);
    alice.asks().delete("/v1/monitors/" + flaps).then().statusCode(204);
    told(alice, "monitor.flapping_stopped", 1);
    String other = made(alice, "'thresholds':{'degraded_ms':500}");
    seen.looks(alice, other, "US");
    alice.asks().delete("/v1/monitors/" + other).then().statusCode(204);
    told(alice, "monitor.degraded", 2);
    told(alice, "monitor.recovered", 2);
  }

  @Test
  void whatFlapsIsToldOnceAndItsIncidentStaysUntilItSettles() {
    Person alice = house.alice();
    String webhook = webhook(alice);
    String id = made(alice, FLAPS);
    seen.looks(alice, id, "UDU");
    told(alice, "monitor.down", 1);
    told(alice, "monitor.up", 1);
    flapping(alice, id, false);
    seen.looks(alice, id, "DU");
    flapping(alice, id, true);
    alice.asks().get("/v1/incidents?open=true").then().body("data", hasSize(1));
    assertEquals("up", seen.looks(alice, id, "DUDUDUDU"));
    told(alice, "monitor.down", 2);
    told(alice, "monitor.up", 1);
    told(alice, "monitor.flapping", 1);
    alice.asks().get("/v1/incidents").then().body("data", hasSize(2));
    seen.looks(alice, id, "UUUUUUUUUU");
    flapping(alice, id, false);
    told(alice, "monitor.flapping_stopped", 1);
    told(alice, "monitor.up", 2);
    alice.asks().get("/v1/incidents?open=true").then().body("data", hasSize(0));
    alice
        .asks()
        .get("/v1/webhooks/" + webhook + "/deliveries?limit=100")
        .then()
        .body("data.findAll { it.type == 'monitor.down' }", hasSize(2))
        .body("data.findAll { it.type == 'monitor.flapping' }", hasSize(1))
        .body("data.findAll { it.type == 'monitor.flapping_stopped' }", hasSize(1));
  }

  @Test
  void oneThatIsDownWhenFlappingEndsSaysSo() {
    Person alice = house.alice();
    String id = made(alice, FLAPS.replace("'start_changes':4", "'start_changes':3"));
    seen.looks(alice, id, "UDUD");
    flapping(alice, id, true);
    alice.asks().get("/v1/incidents?open=true").then().body("data", hasSize(0));
    assertEquals("down", seen.looks(alice, id, "DDDDDDDDDD"));
    flapping(alice, id, false);
    told(alice, "monitor.down", 2);
    alice.asks().get("/v1/incidents?open=true").then().body("data", hasSize(1));
  }

  @Test
  void flappingCanBeSwitchedOff() {
    Person alice = house.alice();
    String id = made(alice, "'confirm_down':1,'flap_detection':{'enabled':false}");
    seen.looks(alice, id, "UDUDUDUDUDU");
    told(alice, "monitor.down", 5);
    told(alice, "monitor.flapping", 0);
    flapping(alice, id, false);
  }

  @Test
  void theRulesAreShownChangedAndInTheLogBook() {
    Person alice = house.alice();
    String id = made(alice, "'confirm_down':3");
    alice
        .asks()
        .get("/v1/monitors/" + id)
        .then()
        .body("confirm_down_of", equalTo(null))
        .body("thresholds.confirm_degraded", equalTo(1))
        .body("flap_detection.enabled", equalTo(true))
        .body("flap_detection.looks", equalTo(20))
        .body("flap_detection.start_changes", equalTo(6))
        .body("flap_detection.stop_changes", equalTo(2))
        .body("overdue", equalTo(false))
        .body("suppressed", equalTo(false));
    Watched.patch(
            alice,
            id,
            "{\"confirm_down_of\":5,\"flap_detection\":{\"looks\":4,\"start_changes\":2,\"stop_changes\":1}}")
        .statusCode(200)
        .body("confirm_down", equalTo(3))
        .body("confirm_down_of", equalTo(5))
        .body("flap_detection.looks", equalTo(4));
    alice
        .asks()
        .get("/v1/activity?action=monitor.updated")
        .then()
        .body("data[0].changes.find { it.field == 'confirm_down_of' }.after", equalTo(5));
    Watched.patch(alice, id, "{\"confirm_down\":6}")
        .statusCode(422)
        .body("errors.pointer", contains("/confirm_down_of"))
        .body("errors.code", contains("too_small"));
    Watched.patch(alice, id, "{\"confirm_down_of\":null,\"flap_detection\":null}")
        .statusCode(200)
        .body("confirm_down_of", equalTo(null))
        .body("flap_detection.looks", equalTo(20));
  }

  /** The status after each look. */
  private List<String> looked(Person owner, String id, Site site, String looks)
      throws SQLException {
    List<String> states = new ArrayList<>();
    for (char look : looks.toCharArray()) {
      site.answers(look == 'D' ? 503 : 200);
      rounds.runDue();
      states.add(owner.asks().get("/v1/monitors/" + id).path("status"));
      clock.advanceSeconds(nextIn(owner, id));
    }
    return states;
  }

  /** Seconds from the last look to the next. */
  private static long nextIn(Person owner, String id) {
    JsonPath monitor = owner.asks().get("/v1/monitors/" + id).jsonPath();
    return Duration.between(
            Instant.parse(monitor.getString("last_checked_at")),
            Instant.parse(monitor.getString("next_check_at")))
        .toSeconds();
  }

  private static String made(Person owner, String fields) {
    return Watched.make(owner, "'name':'Shop','url':'http://localhost:1/'," + fields);
  }

  private static String webhook(Person owner) {
    return owner
        .asks()
        .body("{\"url\":\"http://localhost:1/\"}")
        .post("/v1/webhooks")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private static void flapping(Person owner, String id, boolean is) {
    owner.asks().get("/v1/monitors/" + id).then().body("flapping", equalTo(is));
  }

  private static void told(Person owner, String action, int times) {
    owner.asks().get("/v1/activity?action=" + action).then().body("data", hasSize(times));
  }
}
