package dev.belfry.result;

import static org.hamcrest.Matchers.contains;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.check.Verdict;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.monitor.MonitorId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What happens around midnight goes where it belongs, whatever day begins; on a clock of its own.
 */
@QuarkusTest
@TestProfile(MidnightTest.OwnClock.class)
@QuarkusTestResource(TestDatabase.class)
class MidnightTest {
  private static final Duration BEFORE = Duration.ofSeconds(30);
  @Inject House house;
  @Inject TestClock clock;
  @Inject Rows rows;
  @Inject Book book;
  @Inject LookDays days;

  /** The clock goes on for years, which the other tests shall not see. */
  public static class OwnClock implements QuarkusTestProfile {}

  @Test
  void aDayAYearAndALeapDayTurn() throws SQLException {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    int leap = today.getYear() + 1;
    while (!java.time.Year.isLeap(leap)) {
      leap++;
    }
    for (LocalDate day :
        List.of(
            today.plusDays(1),
            LocalDate.of(today.getYear() + 1, 1, 1),
            LocalDate.of(leap, 2, 29),
            LocalDate.of(leap + 4, 3, 1))) {
      turns(day);
    }
  }

  private void turns(LocalDate day) throws SQLException {
    LocalDate yesterday = day.minusDays(1);
    Instant midnight = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    until(midnight.minus(Duration.ofHours(1)).minusSeconds(1));
    days.runDue();
    book.sumUp();
    until(midnight.minus(BEFORE));
    assertEquals(
        List.of(true, true, true, true),
        List.of(is(yesterday), is(day), is(day.plusDays(1)), is(day.plusDays(2))));
    Person alice = house.alice();
    MonitorId monitor = book.monitor(alice, "'name':'m'", midnight.minusSeconds(1_800));
    book.stands(monitor, "UP", midnight.minusSeconds(1_800));
    book.write(alice, monitor, Book.look(Verdict.UP, 10, midnight.minusSeconds(31)));
    until(midnight.plusSeconds(20));
    book.write(alice, monitor, Book.look(Verdict.DOWN, 20, midnight.minusMillis(1)));
    book.writeAll(
        alice,
        monitor,
        List.of(
            Book.look(Verdict.UP, 30, midnight.minusSeconds(2)),
            Book.look(Verdict.UP, 40, midnight),
            Book.look(Verdict.UP, 50, midnight.plusSeconds(10))));
    days.runDue();
    assertEquals(List.of(10, 30, 20), latencies(yesterday, monitor));
    assertEquals(List.of(40, 50), latencies(day, monitor));
    assertEquals(true, is(day.plusDays(3)), "the next day is made ahead");
    checks(alice, monitor, yesterday, 3, 2);
    until(midnight.plusSeconds(125));
    book.sumUp();
    checks(alice, monitor, yesterday, 3, 2);
    // Later than its sums.
    book.write(alice, monitor, Book.look(Verdict.UP, 60, midnight.minusSeconds(3)));
    book.sumUp();
    checks(alice, monitor, yesterday, 4, 2);
    assertEquals(
        0,
        rows.select("select 1 from result_look_other where monitor_id = ?", monitor.uuid()).size());
    until(midnight.plus(Duration.ofDays(4)).minusSeconds(1));
    days.runDue();
    assertEquals(
        List.of(true, true), List.of(is(yesterday), is(day)), "both are kept for 96 hours");
    until(midnight.plus(Duration.ofDays(4)).plusSeconds(1));
    days.runDue();
    assertEquals(List.of(false, true), List.of(is(yesterday), is(day)));
    book.sumUp();
    checks(alice, monitor, yesterday, 4, 2);
  }

  private void checks(
      Person person, MonitorId monitor, LocalDate yesterday, int before, int after) {
    person
        .asks()
        .urlEncodingEnabled(false)
        .get(
            "/v1/monitors/"
                + monitor.text()
                + "/stats?interval=day&from="
                + yesterday
                + "T00:00:00Z&to="
                + yesterday.plusDays(2)
                + "T00:00:00Z")
        .then()
        .statusCode(200)
        .body("data.checks", contains(before, after));
  }

  private void until(Instant at) {
    clock.advance(Duration.between(clock.instant(), at));
  }

  private static String table(LocalDate day) {
    return "result_look_" + DateTimeFormatter.BASIC_ISO_DATE.format(day);
  }

  private boolean is(LocalDate day) {
    return rows.select("select to_regclass(?)::text", table(day)).getFirst() != null;
  }

  private List<Object> latencies(LocalDate day, MonitorId monitor) {
    return rows.select(
        "select latency_ms from " + table(day) + " where monitor_id = ? order by at",
        monitor.uuid());
  }
}
