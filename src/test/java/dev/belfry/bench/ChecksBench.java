package dev.belfry.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.check.Checkers;
import dev.belfry.check.http.HttpTarget;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.monitor.round.Rounds;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * Looks at many sites, a twentieth of them hostile, results stored, against a bare loop of the same
 * client. Smaller with -Dchecks.monitors and -Dchecks.interval; the rate is one by the other.
 */
@QuarkusTest
@TestProfile(BenchProfile.class)
@QuarkusTestResource(TestDatabase.class)
class ChecksBench {
  private static final int MONITORS = Integer.getInteger("checks.monitors", 100_000);
  private static final int INTERVAL = Integer.getInteger("checks.interval", 60);
  private static final int TIMEOUT = 8;
  private static final Duration INSERTING = Duration.ofSeconds(60);
  private static final Duration WARM = Duration.ofSeconds(15);
  private static final double PROMISED_LATENESS_MS = 1_000;
  private static final double PROMISED_SHARE = 0.99;
  private static final double PROMISED_RATIO = 1.5;

  /** Each twentieth is hostile in one of six ways; they begin as they will be found. */
  private static final String MONITOR =
      """
      insert into monitor (id, account_id, name, kind, address, target, interval_seconds, timeout_seconds,
        confirm_down, confirm_up, created_at, updated_at)
      select gen_random_uuid(), ?, 'm' || n, 'http', u.url, jsonb_build_object('url', u.url) || (case
        when u.url like '%/bomb' then '{"keyword":"nowhere"}' else '{}' end)::jsonb, ?, ?, 2, 1,
        ?::timestamptz + (n::float8 / ?) * ? * interval '1 second', now()
      from generate_series(0, ? - 1) n, lateral (select case
        when n % 20 > 0 then 'http://127.1.' || n % 250 || '.1:' || ?::int || '/good'
        when n / 20 % 6 = 5 then 'http://127.2.' || n / 20 % 250 || '.1:1/refuses'
        else 'http://127.2.' || n / 20 % 250 || '.1:' || ?::int || '/'
          || (array['loris', 'endless', 'reset', 'silent', 'bomb'])[n / 20 % 6 + 1] end as url) u""";

  private static final String STATE =
      """
      insert into monitor_state (monitor_id, account_id, status, alarm, down, status_since, due_at,
        lease_seconds)
      select id, account_id, case when bad then 'DOWN' else 'UP' end, case when bad then 'RAISED' else 'NONE' end,
        bad, now(), created_at, timeout_seconds + 10
      from monitor, lateral (select address ~ '/(loris|reset|silent|bomb|refuses)$' as bad) b
      where account_id = ?""";

  private static final String MISSED =
      """
      select count(*) from monitor m where m.account_id = ? and not exists
        (select from result_look r where r.account_id = m.account_id and r.monitor_id = m.id and r.at >= ? and r.at < ?)""";

  private static final String TWICE =
      """
      select count(*) from (select r.at - lag(r.at) over (partition by r.monitor_id order by r.at) as gap
        from result_look r where r.at >= ? and r.at < ?) g where g.gap < ? * interval '0.5 seconds'""";

  @Inject House house;
  @Inject Rows rows;
  @Inject TestClock clock;
  @Inject Rounds rounds;
  @Inject Checkers checkers;
  @Inject MeterRegistry meters;

  @SuppressWarnings("try") // the clock goes meanwhile
  @Test
  void checks() throws Exception {
    Person alice = house.alice();
    try (SiteProgram sites = new SiteProgram()) {
      Duration bare = bareLoop(sites);
      Instant start = insert(alice, sites.port());
      Instant from;
      Instant to;
      Duration cpu;
      Lateness late;
      long memory;
      try (RealTime time = new RealTime(clock, rounds)) {
        Duration wait = Duration.between(clock.instant(), start);
        assertTrue(wait.isPositive(), "what is late from the start would be caught up with");
        LockSupport.parkNanos(wait.plus(WARM).toNanos());
        from = clock.instant();
        Duration before = Cpu.spent();
        Lateness earlier = Lateness.of(meters, "http");
        LockSupport.parkNanos(Duration.ofSeconds(INTERVAL + 2).toNanos());
        to = clock.instant();
        cpu = Cpu.spent().minus(before);
        late = Lateness.of(meters, "http").since(earlier);
        memory = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        // What was begun is still stored.
        LockSupport.parkNanos(Duration.ofSeconds(TIMEOUT + 4).toNanos());
      }
      report(alice, new Window(from, to), new Spent(cpu, bare, memory), late);
    }
  }

  private record Window(Instant from, Instant to) {}

  private record Spent(Duration cpu, Duration bare, long memory) {}

  private void report(Person alice, Window window, Spent spent, Lateness late) throws Exception {
    Instant from = window.from();
    Object begin = from.atOffset(ZoneOffset.UTC);
    Object end = window.to().atOffset(ZoneOffset.UTC);
    double looks = number("select count(*) from result_look where at >= ? and at < ?", begin, end);
    double missed =
        number(
            MISSED,
            alice.account().uuid(),
            begin,
            from.plusSeconds(INTERVAL + 2).atOffset(ZoneOffset.UTC));
    double perLook = spent.cpu().toNanos() / 1e3 / looks;
    double ratio = perLook / (spent.bare().toNanos() / 1e3);
    new Table("checks")
        .put("monitors", MONITORS)
        .put("interval_seconds", INTERVAL)
        .put("looks_per_second", looks / Duration.between(from, window.to()).toMillis() * 1e3)
        .put("begun", late.looks())
        .put("lateness_p50_at_most_ms", late.atMost(0.5))
        .put("lateness_p99_at_most_ms", late.atMost(0.99))
        .put("lateness_p999_at_most_ms", late.atMost(0.999))
        .put("share_late_by_a_second_at_most", late.share(PROMISED_LATENESS_MS))
        .put("missed", missed)
        .put("twice_in_an_interval", number(TWICE, begin, end, INTERVAL))
        .put("cpu_us_per_look", perLook)
        .put("limit_bare_loop_cpu_us_per_look", spent.bare().toNanos() / 1e3)
        .put("ratio", ratio)
        .put("promised_ratio", PROMISED_RATIO)
        .put("heap_used_mb", spent.memory() / 1e6)
        .write();
    assertEquals(0, missed, "monitors that were not looked at within their interval");
    double punctual = late.share(PROMISED_LATENESS_MS);
    assertTrue(punctual >= PROMISED_SHARE, "within a second began only " + punctual);
    assertTrue(ratio <= PROMISED_RATIO, "ratio " + ratio);
  }

  /** The same client, the same sites, the same rate; what a look costs without Belfry. */
  private Duration bareLoop(SiteProgram sites) {
    loop(sites, Duration.ofSeconds(10));
    return loop(sites, Duration.ofSeconds(20));
  }

  private Duration loop(SiteProgram sites, Duration time) {
    AtomicInteger ended = new AtomicInteger();
    Duration before = Cpu.spent();
    long begun = System.nanoTime();
    int looks = (int) (time.toSeconds() * MONITORS / INTERVAL);
    for (int n = 0; n < looks; n++) {
      long wait = begun + n * time.toNanos() / looks - System.nanoTime();
      if (wait > 0) {
        LockSupport.parkNanos(wait);
      }
      boolean hostile = n % 20 == 0;
      checkers
          .look(
              "http", target(sites.url(hostile ? n / 20 : n, hostile)), Duration.ofSeconds(TIMEOUT))
          .thenRun(ended::incrementAndGet);
    }
    while (ended.get() < looks) {
      LockSupport.parkNanos(10_000_000);
    }
    return Cpu.spent().minus(before).dividedBy(looks);
  }

  private static HttpTarget target(String url) {
    String keyword = url.endsWith("/bomb") ? "nowhere" : null;
    return new HttpTarget(url, null, null, null, null, keyword, null, null, null, null, null);
  }

  /** Answers when the first is due: nobody has moved the clock while the bare loop went. */
  private Instant insert(Person alice, int port) {
    Instant start = Instant.now().plus(INSERTING);
    rows.change(
        MONITOR,
        alice.account().uuid(),
        INTERVAL,
        TIMEOUT,
        start.atOffset(ZoneOffset.UTC),
        MONITORS,
        INTERVAL,
        MONITORS,
        port,
        port);
    rows.change(STATE, alice.account().uuid());
    rows.change("analyze");
    return start;
  }

  private double number(String sql, Object... values) {
    return ((Number) rows.select(sql, values).getFirst()).doubleValue();
  }
}
