package dev.belfry.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.belfry.check.Verdict;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.monitor.MonitorId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Hours and days tell the same before they are summed up and after. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class StatsTest {
  private static final List<Verdict> VERDICTS = List.of(Verdict.values());
  private static final List<String> STATES = List.of("UP", "DOWN", "DEGRADED", "UNKNOWN", "PAUSED");
  @Inject House house;
  @Inject TestClock clock;
  @Inject Rows rows;
  @Inject Book book;

  private Instant begin() throws SQLException {
    book.sumUp();
    clock.advance(Duration.between(clock.instant(), Hours.from(clock.instant()).plusSeconds(1)));
    book.sumUp();
    return Hours.of(clock.instant());
  }

  @Test
  void anHourIsTheSameBeforeItIsSummedUpAndAfter() throws SQLException {
    Random random = new Random(5);
    Person alice = house.alice();
    for (int round = 0; round < 8; round++) {
      Instant hour = begin();
      MonitorId monitor = book.monitor(alice, "'name':'m" + round + "'", hour.minusSeconds(60));
      happen(random, alice, monitor, hour);
      clock.advance(
          Duration.between(clock.instant(), hour.plusSeconds(3_600 + random.nextInt(90))));
      List<Map<String, Object>> before = stats(alice, monitor, "hour", hour);
      List<Map<String, Object>> day = stats(alice, monitor, "day", Hours.day(hour));
      assertEquals(List.of(), summed(monitor, hour), "not yet");
      assertFalse(before.getFirst().get("uptime") == null && day.getFirst().get("uptime") != null);
      Instant then = clock.instant();
      clock.advance(Duration.between(then, hour.plusSeconds(3_600 + 121)));
      book.sumUp();
      assertEquals(1, summed(monitor, hour).size());
      assertEquals(before.getFirst(), stats(alice, monitor, "hour", hour).getFirst());
      assertEquals(before.getFirst().get("checks"), day.getFirst().get("checks"));
    }
  }

  @Test
  void theRunningHourIsThatUntilNowAndBeginsWithIt() throws SQLException {
    Instant hour = begin();
    Person alice = house.alice();
    MonitorId monitor = book.monitor(alice, "'name':'m','interval_seconds':3600", hour);
    book.stands(monitor, "UP", hour);
    book.write(alice, monitor, Book.look(Verdict.UP, 50, hour));
    clock.advance(Duration.ofMinutes(20).minusSeconds(1));
    book.stands(monitor, "DOWN", clock.instant());
    book.write(alice, monitor, Book.look(Verdict.DOWN, 9, clock.instant()));
    clock.advance(Duration.ofMinutes(20));
    Map<String, Object> running = stats(alice, monitor, "hour", hour).getFirst();
    assertEquals(true, running.get("running"));
    assertEquals(50f, running.get("uptime"));
    assertEquals(2, running.get("checks"));
    assertEquals(1, running.get("failures"));
    assertEquals(1_200, running.get("down_seconds"));
    assertEquals(1, running.get("outages"));
    clock.advance(Duration.ofMinutes(20));
    List<Map<String, Object>> turn = stats(alice, monitor, "hour", hour);
    assertEquals(1, turn.size(), "the next hour has not begun");
    assertEquals(false, turn.getFirst().get("running"));
    assertEquals(2_400, turn.getFirst().get("down_seconds"));
    clock.advance(Duration.ofMillis(1_500));
    List<Map<String, Object>> next = stats(alice, monitor, "hour", hour);
    assertEquals(turn.getFirst(), next.getFirst());
    assertEquals(true, next.get(1).get("running"));
    assertEquals(1, next.get(1).get("down_seconds"));
    assertEquals(0, next.get(1).get("outages"));
    assertEquals(0f, next.get(1).get("uptime"));
  }

  private void happen(Random random, Person owner, MonitorId monitor, Instant hour) {
    int[] states = random.ints(4, 1, 3_600).sorted().toArray();
    for (int at : states) {
      book.stands(monitor, "MAINTENANCE", hour.plusSeconds(at));
      book.stands(
          monitor, STATES.get(random.nextInt(STATES.size())), hour.plusSeconds(at).plusMillis(7));
    }
    book.writeAll(
        owner,
        monitor,
        IntStream.range(0, 1 + random.nextInt(40))
            .mapToObj(
                i ->
                    Book.look(
                        VERDICTS.get(random.nextInt(VERDICTS.size())),
                        random.nextInt(5_000),
                        hour.plusMillis(random.nextInt(3_600_000))))
            .toList());
  }

  private List<Object> summed(MonitorId monitor, Instant hour) {
    return rows.select(
        "select at from result_hour where monitor_id = ? and at = ?",
        monitor.uuid(),
        hour.atOffset(java.time.ZoneOffset.UTC));
  }

  private static List<Map<String, Object>> stats(
      Person person, MonitorId monitor, String interval, Instant from) {
    return person
        .asks()
        .urlEncodingEnabled(false)
        .get("/v1/monitors/" + monitor.text() + "/stats?interval=" + interval + "&from=" + from)
        .then()
        .statusCode(200)
        .extract()
        .path("data");
  }
}
