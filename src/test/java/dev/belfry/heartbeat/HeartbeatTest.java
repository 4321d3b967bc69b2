package dev.belfry.heartbeat;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.heartbeat.Beats.Beat;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Expected, heard of, missed, late, failed, and well again. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class HeartbeatTest {
  @Inject House house;
  @Inject Beats beats;
  @Inject TestClock clock;

  @Test
  void goesDownWhenItIsMissedAndUpWhenItComesLate() throws SQLException {
    Person alice = house.alice();
    Beat beat = Beat.make(alice, "'period_seconds':100,'grace_seconds':20");
    beat.shown()
        .body("status", equalTo("pending"))
        .body("confirm_down", equalTo(1))
        .body("interval_seconds", nullValue())
        .body("next_expected_at", nullValue());
    beats.pass(300);
    beat.shown().body("status", equalTo("pending"));
    beat.ok("");
    beats.decide();
    beat.shown()
        .body("status", equalTo("up"))
        .body("last_ping_at", equalTo(clock.instant().toString()))
        .body("next_expected_at", equalTo(clock.instant().plusSeconds(100).toString()));
    beats.pass(119);
    beat.shown().body("status", equalTo("up"));
    clock.advanceSeconds(1);
    beats.decide();
    beat.shown()
        .body("status", equalTo("down"))
        .body("last_result.code", equalTo("missed"))
        .body("last_result.message", containsString("20 s after that"));
    open(alice, 1);
    clock.advanceSeconds(10);
    beat.ok("");
    beats.decide();
    beat.shown()
        .body("status", equalTo("up"))
        .body("last_result.message", equalTo("It reported, 30 s late"));
    open(alice, 0);
    assertEquals(30, beat.pings().getInt("data[0].late_seconds"));
    List<String> results =
        alice
            .asks()
            .get("/v1/monitors/" + beat.id() + "/results")
            .then()
            .extract()
            .path("data.status");
    assertEquals(List.of("up", "down", "up"), results);
  }

  @Test
  void aPingWithinTheGraceSavesIt() throws SQLException {
    Beat beat = Beat.make(house.alice(), "'period_seconds':60,'grace_seconds':30").ok("");
    beats.decide();
    beats.pass(89);
    beat.ok("");
    beats.pass(89);
    beat.shown().body("status", equalTo("up"));
    beats.pass(1);
    beat.shown().body("status", equalTo("down"));
  }

  @Test
  void moreMissesCanBeTolerated() throws SQLException {
    Beat beat =
        Beat.make(house.alice(), "'period_seconds':60,'grace_seconds':5,'confirm_down':3").ok("");
    beats.decide();
    beats.pass(65 + 60);
    beat.shown().body("status", equalTo("up")).body("last_result.code", equalTo("missed"));
    beats.pass(60);
    beat.shown().body("status", equalTo("down"));
    beats.pass(5);
    beat.ok("");
    beats.decide();
    beat.shown().body("last_result.message", equalTo("It reported, 2 min 10 s late"));
  }

  @Test
  void saysThatItFailedAndWithWhat() throws SQLException {
    Person alice = house.alice();
    Beat beat = Beat.make(alice, "'period_seconds':3600").ok("");
    beats.decide();
    beat.ok("/3");
    beats.decide();
    beat.shown()
        .body("status", equalTo("down"))
        .body("last_result.code", equalTo("exit_status"))
        .body("last_result.message", equalTo("It ended with the exit status 3"));
    open(alice, 1);
    beat.ok("/log").ok("/start");
    beats.decide();
    beat.shown().body("status", equalTo("down"));
    beat.ok("/0");
    beats.decide();
    beat.shown().body("status", equalTo("up"));
    open(alice, 0);
    clock.advanceSeconds(1);
    beat.ok("/fail?message=disk%20full");
    beats.decide();
    beat.shown()
        .body("last_result.code", equalTo("failed"))
        .body("last_result.message", equalTo("It reported a failure: disk full"));
  }

  /** A failure and what mends it within one batch are both told of. */
  @Test
  void noReportIsSwallowedByALaterOne() throws SQLException {
    Person alice = house.alice();
    Beat beat = Beat.make(alice, "'period_seconds':3600").ok("");
    beats.decide();
    beat.ok("/fail").ok("").ok("");
    beats.decide();
    beat.shown().body("status", equalTo("up"));
    alice.asks().get("/v1/incidents").then().body("data", hasSize(1));
    alice.asks().get("/v1/incidents").then().body("data[0].status", equalTo("resolved"));
  }

  @Test
  void staysPausedWhateverComesAndBeginsAnewAfterwards() throws SQLException {
    Person alice = house.alice();
    Beat beat = Beat.make(alice, "'period_seconds':60,'grace_seconds':0").ok("");
    beats.decide();
    beat.ok("/start");
    alice.asks().post("/v1/monitors/" + beat.id() + "/pause").then().statusCode(200);
    beats.pass(200);
    beat.ok("/fail").ok("");
    beats.decide();
    beat.shown()
        .body("status", equalTo("paused"))
        .body("pings", equalTo(4))
        .body("next_expected_at", nullValue());
    assertEquals("abandoned", beat.runs().getString("data[0].status"));
    alice.asks().post("/v1/monitors/" + beat.id() + "/resume").then().statusCode(200);
    beats.pass(59);
    beat.shown().body("status", equalTo("pending"));
    beats.pass(1);
    beat.shown().body("status", equalTo("down"));
  }

  /** What passed while nobody listened says nothing. */
  @Test
  void aDeadlineOfWhichNobodyKnewIsNotMissed() throws SQLException {
    Person alice = house.alice();
    Beat beat = Beat.make(alice, "'period_seconds':60,'grace_seconds':0").ok("");
    beats.decide();
    clock.advanceSeconds(60 + 61);
    beats.decide();
    beat.shown()
        .body("status", equalTo("unknown"))
        .body("last_result.code", equalTo("not_listening"));
    open(alice, 0);
    beats.pass(59);
    beat.shown().body("status", equalTo("unknown"));
    beats.pass(1);
    beat.shown().body("status", equalTo("down"));
  }

  @Test
  void anotherScheduleBeginsFromNow() throws SQLException {
    Person alice = house.alice();
    Beat beat = Beat.make(alice, "'period_seconds':60,'grace_seconds':0").ok("");
    beats.decide();
    clock.advanceSeconds(50);
    patch(alice, beat, "{'period_seconds':120}").statusCode(200);
    beats.decide();
    beats.pass(119);
    beat.shown().body("status", equalTo("up"));
    beats.pass(1);
    beat.shown().body("status", equalTo("down"));
    // A change of something else puts nothing off.
    beat.ok("");
    beats.decide();
    beats.pass(100);
    patch(alice, beat, "{'name':'Other'}").statusCode(200);
    beats.pass(20);
    beat.shown().body("status", equalTo("down"));
  }

  @Test
  void expectsByCronInItsZone() throws SQLException {
    Beat beat =
        Beat.make(
                house.alice(),
                "'schedule':'0 4 * * *','time_zone':'Asia/Tokyo','grace_seconds':600")
            .ok("");
    beats.decide();
    String expected = beat.shown().extract().path("next_expected_at");
    assertTrue(expected.endsWith("T19:00:00Z"), expected);
    beat.shown().body("on_calendar", nullValue()).body("time_zone", equalTo("Asia/Tokyo"));
  }

  @Test
  void whatIsWrongIsNamedWithItsReason() {
    Person alice = house.alice();
    wrong(alice, "'confirm_up':1", "/period_seconds", "exactly one of");
    wrong(alice, "'period_seconds':60,'schedule':'* * * * *'", "/period_seconds", "exactly one of");
    wrong(alice, "'period_seconds':9", "/period_seconds", "10");
    wrong(alice, "'schedule':'61 * * * *'", "/schedule", "61");
    wrong(alice, "'schedule':'0 0 30 2 *'", "/schedule", "never");
    wrong(alice, "'on_calendar':'Mon..Foo 00:00'", "/on_calendar", "Mon..Foo");
    wrong(alice, "'on_calendar':'*:*:*'", "/on_calendar", "10 seconds");
    wrong(alice, "'on_calendar':'2001-01-01'", "/on_calendar", "never");
    wrong(alice, "'schedule':'0 0 * * *','time_zone':'Mars/Base'", "/time_zone", "IANA");
    wrong(alice, "'period_seconds':60,'time_zone':'UTC'", "/time_zone", "schedule");
    wrong(alice, "'period_seconds':60,'interval_seconds':60", "/interval_seconds", "by itself");
    wrong(
        alice,
        "'period_seconds':60,'assertions':['metric.load < 3']",
        "/assertions/0",
        "must be like");
    wrong(alice, "'period_seconds':60,'ping_url':'x'", "/ping_url", "no field");
    Beat beat = Beat.make(alice, "'period_seconds':60");
    patch(alice, beat, "{'schedule':'0 0 * * *'}").statusCode(422);
    patch(alice, beat, "{'period_seconds':null,'schedule':'0 0 * * *'}")
        .statusCode(200)
        .body("period_seconds", nullValue())
        .body("schedule", equalTo("0 0 * * *"));
    alice.asks().post("/v1/monitors/" + beat.id() + "/check").then().statusCode(409);
    alice
        .asks()
        .body("{\"name\":\"j\",\"type\":\"heartbeat\",\"period_seconds\":60}")
        .post("/v1/monitors/test")
        .then()
        .statusCode(422);
  }

  private static void wrong(Person alice, String fields, String pointer, String why) {
    Beat.made(alice, fields)
        .statusCode(422)
        .body("errors.pointer", equalTo(List.of(pointer)))
        .body("errors[0].message", containsString(why));
  }

  private static io.restassured.response.ValidatableResponse patch(
      Person person, Beat beat, String body) {
    return person
        .asks()
        .contentType("application/merge-patch+json")
        .body(body.replace('\'', '"'))
        .patch("/v1/monitors/" + beat.id())
        .then();
  }

  private static void open(Person person, int incidents) {
    person
        .asks()
        .get("/v1/incidents?open=true")
        .then()
        .statusCode(200)
        .body("data", hasSize(incidents));
  }
}
