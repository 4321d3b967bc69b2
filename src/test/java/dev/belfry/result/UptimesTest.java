package dev.belfry.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.Statements;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.monitor.MonitorId;
import dev.belfry.platform.database.Accounts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Uptime of many monitors over several windows, against a recount by the hour. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class UptimesTest {
  private static final int DAYS = 100;
  private static final String COLUMNS =
      "up_ms, degraded_ms, down_ms, unknown_ms, paused_ms, maintenance_ms, outages, looks_up, looks_degraded, looks_down, looks_unknown";

  /** As chance has it, and some hours are missing. */
  private static final String HOURS =
      """
      insert into result_hour select m.id, m.account_id, at, r(1), r(2), r(3), r(4), r(5), r(6), r(7), r(8), r(9), r(10), r(11),
        null, null, 0, '{}'
      from monitor m, generate_series(?::timestamptz - interval '%d days', ?::timestamptz - interval '1 hour', interval '1 hour') at
      where m.account_id = ? and (hashtext(m.id::text || at) & 15) > 0"""
          .formatted(DAYS)
          .replaceAll("r\\((\\d+)\\)", "(hashtext('$1' || m.id || at) & 1023)");

  private static final String DAY_SUMS =
      "insert into result_day select monitor_id, account_id, date_trunc('day', at, 'UTC'), "
          + COLUMNS.replaceAll("(\\w+)", "sum($1)")
          + ", null, null, 0, '{}' from result_hour where account_id = ? and at < ? group by 1, 2, 3";
  private static final String WRONG_DAYS =
      "insert into result_day select distinct on (monitor_id, date_trunc('day', at, 'UTC')) monitor_id, account_id,"
          + " date_trunc('day', at, 'UTC'), "
          + COLUMNS.replaceAll("(\\w+)", "7777777")
          + ", null::int, null::int, 0, '{}'::int[] from result_hour where account_id = ? and at >= ?";
  private static final String RECOUNT =
      """
      select concat_ws(' ', sum(up_ms), sum(degraded_ms), sum(down_ms), sum(unknown_ms), sum(paused_ms), sum(maintenance_ms),
        sum(outages), sum(looks_up) + sum(looks_degraded) + sum(looks_down) + sum(looks_unknown), sum(looks_down))
      from result_hour where monitor_id = ? and at >= ? and at < ?""";
  @Inject House house;
  @Inject Rows rows;
  @Inject TestClock clock;
  @Inject Book book;
  @Inject Accounts accounts;
  @Inject Uptimes uptimes;

  private Instant begin() throws SQLException {
    book.sumUp();
    clock.advance(
        Duration.between(clock.instant(), Hours.from(clock.instant()).plus(Duration.ofMinutes(3))));
    book.sumUp();
    return Hours.of(clock.instant());
  }

  private List<MonitorId> monitors(Person owner, int number, Instant since) {
    List<MonitorId> made =
        IntStream.range(0, number)
            .mapToObj(i -> book.monitor(owner, "'name':'m" + i + "'", since))
            .toList();
    rows.change("delete from result_due where account_id = ?", id(owner));
    rows.change("delete from result_period where account_id = ?", id(owner));
    return made;
  }

  @Test
  void daysAndHoursAddUpAsARecountByTheHourHasThem() throws Exception {
    Instant end = begin();
    Random random = new Random(11);
    Person alice = house.alice();
    List<MonitorId> monitors = monitors(alice, 4, end.minus(Duration.ofDays(DAYS)));
    Object until = end.atOffset(ZoneOffset.UTC);
    rows.change(HOURS, until, until, id(alice));
    for (int round = 0; round < 12; round++) {
      // Days that are to be summed up (again) must not be asked, whatever they say.
      Instant summed = Hours.day(end).minus(Duration.ofDays(random.nextInt(4)));
      rows.change("delete from result_day where account_id = ?", id(alice));
      rows.change(DAY_SUMS, id(alice), summed.atOffset(ZoneOffset.UTC));
      rows.change(WRONG_DAYS, id(alice), summed.atOffset(ZoneOffset.UTC));
      rows.change("delete from result_due where account_id = ?", id(alice));
      rows.change(
          "insert into result_due (monitor_id, account_id, at, of_day) values (?, ?, ?, true)",
          monitors.getFirst().uuid(),
          id(alice),
          summed.atOffset(ZoneOffset.UTC));
      List<Instant> begins =
          IntStream.range(0, 1 + random.nextInt(5))
              .mapToObj(i -> end.minus(Duration.ofHours(1 + random.nextInt(24 * DAYS))))
              .map(at -> random.nextBoolean() ? at : Hours.day(at))
              .distinct()
              .sorted()
              .toList();
      List<Map<MonitorId, TimeSums>> found =
          accounts.in(alice.account(), () -> uptimes.read(monitors, begins, end));
      for (int i = 0; i < begins.size(); i++) {
        for (MonitorId monitor : monitors) {
          assertEquals(
              recount(monitor, begins.get(i), end),
              line(found.get(i).getOrDefault(monitor, TimeSums.NONE)),
              begins + " summed until " + summed);
        }
      }
    }
    rows.change("delete from result_due where account_id = ?", id(alice));
  }

  @Test
  void thereAreAsManyStatementsForManyMonitorsAsForOne() throws SQLException {
    Instant hour = begin();
    Person alice = house.alice();
    monitors(alice, 1, hour.minus(Duration.ofDays(3)));
    List<String> calls =
        List.of(
            "/v1/uptime",
            "/v1/reports/uptime?month=" + hour.toString().substring(0, 7) + "&group_by=category",
            "/v1/reports/expiring");
    List<Integer> ofOne = calls.stream().map(call -> statements(alice, call)).toList();
    monitors(alice, 30, hour.minus(Duration.ofDays(3)));
    List<Integer> ofMany = calls.stream().map(call -> statements(alice, call)).toList();
    assertEquals(ofOne, ofMany);
    ofOne.forEach(number -> assertTrue(number > 2 && number < 20, "" + ofOne));
  }

  /** The least of some calls, since others ask meanwhile. */
  private int statements(Person person, String call) {
    person.asks().get(call).then().statusCode(200);
    return IntStream.range(0, 6)
        .map(i -> Statements.during(() -> person.asks().get(call).then().statusCode(200)))
        .min()
        .orElseThrow();
  }

  private String recount(MonitorId monitor, Instant from, Instant to) {
    return (String)
        rows.select(
                RECOUNT, monitor.uuid(), from.atOffset(ZoneOffset.UTC), to.atOffset(ZoneOffset.UTC))
            .getFirst();
  }

  private static String line(TimeSums sums) {
    return sums.equals(TimeSums.NONE)
        ? ""
        : String.join(
            " ",
            List.of(
                    sums.upMs(),
                    sums.degradedMs(),
                    sums.downMs(),
                    sums.unknownMs(),
                    sums.pausedMs(),
                    sums.maintenanceMs(),
                    sums.outages(),
                    sums.checks(),
                    sums.failures())
                .stream()
                .map(String::valueOf)
                .toList());
  }

  private static UUID id(Person person) {
    return person.account().uuid();
  }
}
