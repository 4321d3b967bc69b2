package dev.belfry.result;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.account.Plan;
import dev.belfry.check.Verdict;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.monitor.LookView;
import dev.belfry.monitor.MonitorId;
import dev.belfry.platform.wire.Phases;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is kept of looks, for how long, and how it is listed. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ResultsTest {
  @Inject House house;
  @Inject TestClock clock;
  @Inject Rows rows;
  @Inject Book book;
  @Inject LookDays days;

  @Test
  void phasesAreKeptInFewBytes() {
    for (Phases phases :
        List.of(
            new Phases(1, null, 70_000, 0, 70_123),
            new Phases(null, null, null, null, 5),
            new Phases(0, 0, 0, 0, 0),
            new Phases(16_777_214, 1, 2, 3, 4))) {
      for (int latency : List.of(phases.totalMs(), phases.totalMs() + 1)) {
        byte[] packed = LookBytes.pack(phases, latency);
        assertEquals(phases, LookBytes.unpack(packed, latency));
        assertTrue(packed == null || packed.length <= 15);
      }
    }
    assertNull(LookBytes.pack(Phases.total(5), 5), "what the latency says already");
  }

  @Test
  void looksOfOneInstantAreListedOnceEachByWhateverStretches() {
    Person alice = house.alice();
    Instant now = clock.instant();
    MonitorId monitor = book.monitor(alice, "'name':'m'", now);
    book.writeAll(
        alice,
        monitor,
        IntStream.range(0, 7).mapToObj(i -> Book.look(Verdict.UP, i, now)).toList());
    book.write(alice, monitor, Book.look(Verdict.DOWN, 7, now.minusSeconds(1)));
    List<Integer> seen = new ArrayList<>();
    String cursor = "";
    do {
      JsonPath stretch =
          alice
              .asks()
              .get("/v1/monitors/" + monitor.text() + "/results?limit=3" + cursor)
              .then()
              .statusCode(200)
              .extract()
              .jsonPath();
      seen.addAll(stretch.getList("data.latency_ms"));
      cursor = stretch.get("next_cursor") == null ? null : "&cursor=" + stretch.get("next_cursor");
      // What comes meanwhile is before all that was given.
      book.write(alice, monitor, Book.look(Verdict.UP, 99, now.plusSeconds(1)));
    } while (cursor != null);
    assertEquals(List.of(6, 5, 4, 3, 2, 1, 0, 7), seen);
  }

  @Test
  void canBeListedByStatus() {
    Person alice = house.alice();
    Instant now = clock.instant();
    MonitorId monitor = book.monitor(alice, "'name':'m'", now);
    for (Verdict verdict : Verdict.values()) {
      book.write(alice, monitor, Book.look(verdict, verdict.name().length(), now));
    }
    for (Verdict verdict : Verdict.values()) {
      String word = verdict.name().toLowerCase(java.util.Locale.ROOT);
      alice
          .asks()
          .get("/v1/monitors/" + monitor.text() + "/results?status=" + word)
          .then()
          .statusCode(200)
          .body("data.status", contains(word))
          .body("data[0].latency_ms", equalTo(word.length()))
          .body("data[0].phases.total_ms", equalTo(word.length()))
          .body("data[0].phases.first_byte_ms", equalTo(2))
          .body("data[0].code", equalTo(verdict == Verdict.UP ? "ok" : "bad"))
          .body("data[0].message", verdict == Verdict.UP ? nullValue() : equalTo("not fine"));
    }
    alice
        .asks()
        .get("/v1/monitors/" + monitor.text() + "/results?status=paused")
        .then()
        .statusCode(400);
  }

  @Test
  void daysAreMadeAheadAndDroppedWhole() throws SQLException {
    // Beyond whatever other tests have written.
    clock.advance(Duration.ofDays(10));
    days.runDue();
    Person alice = house.alice();
    Instant now = clock.instant();
    MonitorId monitor = book.monitor(alice, "'name':'m'", now);
    book.write(alice, monitor, Book.look(Verdict.UP, 1, now));
    book.write(alice, monitor, Book.look(Verdict.UP, 2, now.plus(Duration.ofDays(3))));
    assertEquals(0, in("result_look_other", monitor));
    // Nobody made the day after the days ahead: it is kept all the same, and dropped by its age.
    Instant far = now.plus(Duration.ofDays(5));
    book.write(alice, monitor, Book.look(Verdict.UP, 3, far));
    assertEquals(1, in("result_look_other", monitor));
    clock.advance(Duration.ofDays(5));
    days.runDue();
    assertEquals(List.of(2, 3), latencies(monitor), "the first day was dropped");
    book.write(alice, monitor, Book.look(Verdict.UP, 4, far.plusSeconds(1)));
    assertEquals(2, in("result_look_other", monitor), "its day has looks beside the tables");
    clock.advance(Duration.ofDays(5));
    days.runDue();
    assertEquals(List.of(), latencies(monitor));
    book.write(alice, monitor, Book.look(Verdict.UP, 5, clock.instant()));
    assertEquals(0, in("result_look_other", monitor), "days have tables again");
  }

  @Test
  void aShorterPlanShowsAndKeepsLess() throws SQLException {
    days.runDue();
    Person erin = house.onPlan(Plan.FREE);
    Person alice = house.alice();
    Instant now = clock.instant();
    for (Person person : List.of(erin, alice)) {
      MonitorId monitor = book.monitor(person, "'name':'m'", now);
      book.write(person, monitor, Book.look(Verdict.UP, 1, now.minus(Duration.ofHours(49))));
      book.write(person, monitor, Book.look(Verdict.UP, 2, now.minus(Duration.ofHours(25))));
      book.write(person, monitor, Book.look(Verdict.UP, 3, now.minus(Duration.ofHours(23))));
      person
          .asks()
          .get("/v1/monitors/" + monitor.text() + "/results")
          .then()
          .body("data", hasSize(person.equals(erin) ? 1 : 3));
      days.runDue();
      // Whole days are deleted: the first look surely, the second by the time of the day.
      assertEquals(person.equals(alice), latencies(monitor).contains(1));
      assertTrue(latencies(monitor).contains(3));
    }
  }

  @Test
  void nobodySeesTheLooksOfAnotherAccountInAnyTable() {
    Person alice = house.alice();
    MonitorId monitor = book.monitor(alice, "'name':'m'", clock.instant());
    book.write(alice, monitor, Book.look(Verdict.UP, 1, clock.instant()));
    house
        .mallory()
        .asks()
        .get("/v1/monitors/" + monitor.text() + "/results")
        .then()
        .statusCode(404);
    house.mallory().asks().get("/v1/monitors/" + monitor.text() + "/stats").then().statusCode(404);
    alice.asks().get("/v1/monitors/" + monitor.text() + "/stats").then().statusCode(200);
  }

  @Test
  void endsAreRemembered() {
    Person alice = house.alice();
    Instant now = clock.instant();
    MonitorId soon = book.monitor(alice, "'name':'soon'", now);
    MonitorId later = book.monitor(alice, "'name':'later'", now);
    MonitorId gone = book.monitor(alice, "'name':'gone'", now);
    LookView ends = Book.look(Verdict.UP, 1, now, now.plus(Duration.ofDays(31)));
    book.write(alice, soon, ends);
    book.write(alice, soon, Book.look(Verdict.UP, 1, now, now.plus(Duration.ofDays(9))));
    book.writeAll(alice, later, List.of(ends));
    book.write(alice, gone, Book.look(Verdict.DOWN, 1, now, now.minusSeconds(1)));
    alice
        .asks()
        .get("/v1/reports/expiring")
        .then()
        .statusCode(200)
        .body("data.name", contains("gone", "soon"))
        .body("data.days_left", contains(-1, 9))
        .body("data[0].expires_at", notNullValue());
    alice
        .asks()
        .get("/v1/reports/expiring?within_days=31&limit=1&page=3")
        .then()
        .body("data.name", contains("later"))
        .body("pagination.total", equalTo(3));
    alice.asks().get("/v1/reports/expiring?within_days=-1").then().statusCode(400);
    house.mallory().asks().get("/v1/reports/expiring").then().body("data", hasSize(0));
  }

  private int in(String table, MonitorId monitor) {
    return rows.select("select 1 from " + table + " where monitor_id = ?", monitor.uuid()).size();
  }

  private List<Object> latencies(MonitorId monitor) {
    return rows.select(
        "select latency_ms from result_look where monitor_id = ? order by at", monitor.uuid());
  }
}
