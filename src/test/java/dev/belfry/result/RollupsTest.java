package dev.belfry.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.check.Verdict;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.monitor.LookView;
import dev.belfry.monitor.MonitorId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each look counts once and each second once, whatever happens in between. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class RollupsTest {
  private static final String COUNTS =
      "select string_agg(concat_ws(' ', to_char(at at time zone 'UTC', 'DDHH24'), looks_up, looks_degraded, looks_down, looks_unknown, latency_min, latency_max, latency_sum), ', ' order by at) from %s where monitor_id = ?";
  private static final String TIMES =
      "select string_agg(concat_ws(' ', up_ms / 1000, degraded_ms / 1000, down_ms / 1000, unknown_ms / 1000, paused_ms / 1000, outages), ', ' order by at) from result_hour where monitor_id = ?";
  private static final String RECOUNT =
      """
      select string_agg(line, ', ' order by line) from (
        select concat_ws(' ', to_char(date_trunc('%s', at, 'UTC') at time zone 'UTC', 'DDHH24'), count(*) filter (where verdict = 'U'),
          count(*) filter (where verdict = 'G'), count(*) filter (where verdict = 'D'), count(*) filter (where verdict = 'N'),
          min(latency_ms) filter (where verdict in ('U', 'G')), max(latency_ms) filter (where verdict in ('U', 'G')),
          coalesce(sum(latency_ms) filter (where verdict in ('U', 'G')), 0)) line
        from result_look where monitor_id = ? group by date_trunc('%1$s', at, 'UTC')) hours""";
  private static final List<Verdict> VERDICTS = List.of(Verdict.values());
  @Inject House house;
  @Inject TestClock clock;
  @Inject Rows rows;
  @Inject Book book;
  @Inject Rollups rollups;

  /** A full hour that is over in a while. */
  private Instant begin() throws SQLException {
    book.sumUp();
    clock.advance(Duration.between(clock.instant(), Hours.from(clock.instant()).plusSeconds(1)));
    book.sumUp();
    return Hours.of(clock.instant());
  }

  @Test
  void anHourHoldsItsLooksAndTheTimeOfEachState() throws SQLException {
    Instant hour = begin();
    Person alice = house.alice();
    MonitorId monitor = book.monitor(alice, "'name':'m','interval_seconds':600", hour);
    book.stands(monitor, "UP", hour.plusSeconds(60));
    book.stands(monitor, "DOWN", hour.plusSeconds(1_000));
    book.stands(monitor, "DEGRADED", hour.plusSeconds(1_500));
    book.stands(monitor, "PAUSED", hour.plusSeconds(3_000));
    book.write(alice, monitor, Book.look(Verdict.UP, 10, hour.plusSeconds(60)));
    book.write(alice, monitor, Book.look(Verdict.DOWN, 9_999, hour.plusSeconds(1_000)));
    book.write(alice, monitor, Book.look(Verdict.DEGRADED, 100, hour.plusSeconds(1_500)));
    clock.advance(Duration.ofHours(1));
    assertEquals(null, one(COUNTS.formatted("result_hour"), monitor), "not yet settled");
    clock.advance(Duration.ofMinutes(2));
    book.sumUp();
    assertEquals("940 1270 500 230 600 1", one(TIMES, monitor));
    assertEquals(
        one(RECOUNT.formatted("hour"), monitor), one(COUNTS.formatted("result_hour"), monitor));
  }

  @Test
  void whereNobodyLookedNothingIsKnown() throws SQLException {
    Instant hour = begin();
    Person alice = house.alice();
    MonitorId monitor =
        book.monitor(alice, "'name':'m','interval_seconds':60,'timeout_seconds':10", hour);
    book.stands(monitor, "UP", hour);
    // A look covers two intervals, the timeout and a minute: 190 seconds.
    book.write(alice, monitor, Book.look(Verdict.UP, 1, hour));
    book.write(alice, monitor, Book.look(Verdict.UP, 1, hour.plusSeconds(60)));
    book.write(alice, monitor, Book.look(Verdict.UP, 1, hour.plusSeconds(3_000)));
    clock.advance(Duration.ofMinutes(123));
    book.sumUp();
    assertEquals("440 0 0 3160 0 0, 0 0 0 3600 0 0", one(TIMES, monitor));
  }

  @Test
  void anOutageThatWasInterruptedByNotKnowingIsOne() throws SQLException {
    Instant hour = begin();
    MonitorId monitor = book.monitor(house.alice(), "'name':'m','interval_seconds':86400", hour);
    book.stands(monitor, "DOWN", hour.plusSeconds(100));
    book.stands(monitor, "UNKNOWN", hour.plusSeconds(200));
    book.stands(monitor, "DOWN", hour.plusSeconds(300));
    book.stands(monitor, "UP", hour.plusSeconds(400));
    book.stands(monitor, "DOWN", hour.plusSeconds(3_599));
    clock.advance(Duration.ofMinutes(123));
    book.sumUp();
    assertTrue(one(TIMES, monitor).matches(".* 2, .* 0"), one(TIMES, monitor));
  }

  @Test
  void whatComesLateIsCountedTooAndOnce() throws SQLException {
    Instant hour = begin();
    Person alice = house.alice();
    MonitorId monitor = book.monitor(alice, "'name':'m'", hour);
    book.stands(monitor, "UP", hour);
    book.write(alice, monitor, Book.look(Verdict.UP, 1, hour.plusSeconds(10)));
    clock.advance(Duration.ofHours(26));
    book.sumUp();
    book.write(alice, monitor, Book.look(Verdict.DOWN, 5, hour.plusSeconds(20)));
    book.writeAll(
        alice,
        monitor,
        List.of(
            Book.look(Verdict.UP, 7, hour.plusSeconds(30)),
            Book.look(Verdict.UP, 7, hour.plusSeconds(30))));
    book.stands(monitor, "DOWN", hour.plusSeconds(20));
    book.sumUp();
    book.sumUp();
    assertTrue(one(COUNTS.formatted("result_hour"), monitor).contains(" 3 0 1 0 1 7 15"));
    assertTrue(one(COUNTS.formatted("result_day"), monitor).contains(" 3 0 1 0 1 7 15"));
    assertTrue(one(TIMES, monitor).startsWith("10 0 200 3390 0 1"), one(TIMES, monitor));
  }

  @Test
  void whoeverIsStillWritingIntoAnHourIsWaitedForAndNotForLong() throws Exception {
    Instant hour = begin();
    Person alice = house.alice();
    MonitorId monitor = book.monitor(alice, "'name':'m'", hour);
    clock.advance(Duration.ofMinutes(63));
    CountDownLatch written = new CountDownLatch(1);
    CountDownLatch commit = new CountDownLatch(1);
    Thread writer =
        Thread.ofVirtual()
            .start(
                () ->
                    book.writeAndWait(
                        alice, monitor, Book.look(Verdict.UP, 5, hour), written, commit));
    written.await();
    Thread replica = Thread.ofVirtual().start(this::sumUpOrFail);
    while (rows.select("select 1 from pg_locks where locktype = 'advisory' and not granted")
        .isEmpty()) {
      assertTrue(replica.isAlive(), "it did not wait");
      Thread.onSpinWait();
    }
    replica.join();
    assertEquals(
        List.of(), rows.select("select at from result_hour where monitor_id = ?", monitor.uuid()));
    commit.countDown();
    writer.join();
    book.sumUp();
    assertEquals(
        one(RECOUNT.formatted("hour"), monitor), one(COUNTS.formatted("result_hour"), monitor));
  }

  @Test
  void randomHistoryIsSummedAsARecountHasItHoweverOftenItIsInterrupted() throws Exception {
    Instant hour = begin();
    Random random = new Random(7);
    Person alice = house.alice();
    List<MonitorId> monitors = new ArrayList<>();
    for (int m = 0; m < 12; m++) {
      monitors.add(book.monitor(alice, "'name':'m" + m + "'", hour));
    }
    for (int round = 0; round < 30; round++) {
      for (MonitorId monitor : monitors) {
        if (random.nextInt(4) == 0) {
          book.stands(
              monitor,
              List.of("UP", "DOWN", "DEGRADED", "UNKNOWN", "PAUSED").get(random.nextInt(5)),
              clock.instant().minusSeconds(random.nextInt(4_000)));
        }
        book.writeAll(alice, monitor, looks(random));
      }
      clock.advance(Duration.ofMinutes(random.nextInt(110)));
      killed(random.nextInt(3) == 0);
    }
    clock.advance(Duration.ofHours(25));
    book.sumUp();
    for (MonitorId monitor : monitors) {
      assertEquals(
          one(RECOUNT.formatted("hour"), monitor),
          one(
              "select string_agg(concat_ws(' ', to_char(at at time zone 'UTC', 'DDHH24'), looks_up, looks_degraded, looks_down, looks_unknown, latency_min, latency_max, latency_sum), ', ' order by to_char(at at time zone 'UTC', 'DDHH24')) from result_hour where monitor_id = ? and looks_up + looks_degraded + looks_down + looks_unknown > 0",
              monitor));
      assertEquals(histogram(monitor), kept("result_hour", monitor));
      assertEquals(histogram(monitor), kept("result_day", monitor));
      assertEquals(
          one(
              "select sum(up_ms) || ' ' || sum(down_ms) || ' ' || sum(unknown_ms) || ' ' || sum(looks_up) from result_hour where monitor_id = ? and at < (select max(at) + interval '1 day' from result_day where monitor_id = result_hour.monitor_id)",
              monitor),
          one(
              "select sum(up_ms) || ' ' || sum(down_ms) || ' ' || sum(unknown_ms) || ' ' || sum(looks_up) from result_day where monitor_id = ?",
              monitor));
      assertEquals(
          0,
          rows.select(
                  "select 1 from result_hour where monitor_id = ? and up_ms + degraded_ms + down_ms + unknown_ms + paused_ms > 3600000",
                  monitor.uuid())
              .size());
    }
  }

  private List<LookView> looks(Random random) {
    return IntStream.range(0, random.nextInt(6))
        .mapToObj(
            i ->
                Book.look(
                    VERDICTS.get(random.nextInt(VERDICTS.size())),
                    random.nextInt(random.nextBoolean() ? 50 : 40_000),
                    clock.instant().minusMillis(random.nextInt(9_000_000))))
        .toList();
  }

  /** Two replicas sum up; their connections are cut meanwhile, or not. */
  private void killed(boolean cut) throws InterruptedException {
    List<Thread> replicas =
        IntStream.range(0, 2).mapToObj(i -> Thread.ofVirtual().start(this::sumUpOrFail)).toList();
    for (int i = 0; cut && i < 20; i++) {
      rows.select(
          """
          select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and query like '%result_%' and state = 'active' and pid <> pg_backend_pid()""");
    }
    for (Thread replica : replicas) {
      replica.join();
    }
  }

  private void sumUpOrFail() {
    try {
      rollups.runDue();
    } catch (SQLException | RuntimeException e) {
      // Cut off; what it did is undone.
    }
  }

  private Map<Integer, Long> histogram(MonitorId monitor) {
    Map<Integer, Long> counts = new TreeMap<>();
    rows.select(
            "select latency_ms from result_look where monitor_id = ? and verdict in ('U', 'G')",
            monitor.uuid())
        .forEach(ms -> counts.merge(Latency.bucket((Integer) ms), 1L, Long::sum));
    return counts;
  }

  private Map<Integer, Long> kept(String table, MonitorId monitor) {
    Map<Integer, Long> counts = new TreeMap<>();
    rows.select("select unnest(latency) from " + table + " where monitor_id = ?", monitor.uuid())
        .forEach(
            one ->
                counts.merge(
                    (Integer) one >> 22, (long) ((Integer) one & Latency.MOST), Long::sum));
    return counts;
  }

  private String one(String sql, MonitorId monitor) {
    return (String) rows.select(sql, monitor.uuid()).getFirst();
  }
}
