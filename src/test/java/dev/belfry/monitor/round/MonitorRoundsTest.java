package dev.belfry.monitor.round;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.Site;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.platform.claim.Claims;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rounds of several processes on one database. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class MonitorRoundsTest {
  private static final int MINUTE = 60;

  @Inject House house;
  @Inject Rows rows;
  @Inject TestClock clock;
  @Inject Replica replicas;
  private Person alice;
  private Site site;

  @BeforeEach
  void onlyThese() {
    rows.change("update monitor_state set due_at = null");
    alice = house.alice();
    site = new Site();
  }

  @AfterEach
  void nothingIsLeft() {
    rows.change("delete from monitor where account_id = ?", alice.account().uuid());
    site.close();
  }

  @Test
  void twoProcessesNeverLookTwiceInOneInterval() {
    int monitors = 120;
    insert(monitors, Duration.ZERO);
    try (Replica.Running one = replicas.start(Replica.Settings.USUAL);
        Replica.Running two = replicas.start(Replica.Settings.USUAL)) {
      for (int interval = 1; interval <= 4; interval++) {
        CompletableFuture<Integer> here = CompletableFuture.supplyAsync(() -> allDue(one));
        CompletableFuture<Integer> there = CompletableFuture.supplyAsync(() -> allDue(two));
        assertEquals(monitors, here.join() + there.join());
        assertEquals(monitors * interval, site.calls());
        clock.advanceSeconds(MINUTE);
      }
    }
    assertEquals(4L * monitors, count("select count(*) from result_look where account_id = ?"));
    assertEquals(monitors, held("holder is null"), "nothing is held any more");
  }

  private static int allDue(Replica.Running process) {
    try {
      int looks = 0;
      for (int more = process.rounds().runDue(); more > 0; more = process.rounds().runDue()) {
        looks += more;
      }
      return looks;
    } catch (SQLException e) {
      throw new CompletionException(e);
    }
  }

  @Test
  void whatADeadProcessHeldIsTakenOverWhenItsLeaseEnds() throws SQLException {
    insert(1, Duration.ZERO);
    try (Replica.Running dead = replicas.start(Replica.Settings.USUAL);
        Replica.Running other = replicas.start(Replica.Settings.USUAL)) {
      ClaimedMonitor taken =
          dead.due()
              .claim(new Claims.Due(Instant.EPOCH, clock.instant()), 5, Set.of())
              .monitors()
              .getFirst();
      assertEquals(0, other.rounds().runDue(), "it is somebody's");
      assertEquals(
          1,
          held(
              "lease_until between now() + interval '10 seconds' and now() + interval '20 seconds'"));
      rows.change(
          "update monitor_state set lease_until = now() where monitor_id = ?", taken.id().uuid());
      assertEquals(1, other.rounds().runDue());
      Object due =
          rows.select(
                  "select due_at::text from monitor_state where monitor_id = ?", taken.id().uuid())
              .getFirst();
      dead.looks().take(taken);
      dead.looks().look(taken, false).join();
      assertEquals(
          due,
          rows.select(
                  "select due_at::text from monitor_state where monitor_id = ?", taken.id().uuid())
              .getFirst(),
          "whoever was thought dead moves nothing");
      assertEquals(0, other.rounds().runDue());
    }
  }

  @Test
  void aRoundStartsEachLookAtItsTimeAndSaysHowLateItWas() throws SQLException {
    insert(3, Duration.ofMillis(-700));
    insert(1, Duration.ofSeconds(30));
    try (Replica.Running process = replicas.start(Replica.Settings.USUAL)) {
      process.rounds().round();
      process.settle();
      assertEquals(3, site.calls(), "what is due in half a minute is left alone");
      var lateness = process.meters().get("belfry.look.lateness").tag("kind", "http").timer();
      assertEquals(3, lateness.count());
      assertEquals(700, lateness.max(TimeUnit.MILLISECONDS), 1);
      assertEquals(3, process.meters().get("belfry.look.duration").timer().count());
      assertEquals(3, process.meters().get("belfry.look.claimed").counter().count());
      assertEquals(0, process.meters().get("belfry.look.under_way").gauge().value());
    }
  }

  @Test
  void whatIsOverdueIsMadeUpForOnceAtAPace() throws SQLException {
    int monitors = 200;
    insert(monitors, Duration.ofHours(-3));
    try (Replica.Running process = replicas.start(Replica.Settings.USUAL)) {
      long begun = System.nanoTime();
      process.rounds().round();
      process.settle();
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      assertEquals(monitors, site.calls(), "once each, however many beats were missed");
      assertTrue(
          took.compareTo(Pace.LEISURE.multipliedBy(monitors - 5)) > 0, "all at once: " + took);
      assertEquals(0, due("<= ?"));
      assertEquals(monitors, due("<= ?::timestamptz + interval '90 seconds'"));
      assertTrue(
          count("select count(distinct due_at) from monitor_state where account_id = ?")
              > monitors / 2,
          "they are on beats of their own");
    }
  }

  @Test
  void noMoreIsClaimedThanMayBeUnderWay() throws SQLException {
    insert(50, Duration.ofMillis(-10));
    site.waits();
    try (Replica.Running process = replicas.start(new Replica.Settings(7, 5, 5_000))) {
      process.rounds().round();
      process.rounds().round();
      assertEquals(7, process.taken());
      assertEquals(43, held("holder is null"), "others may have them");
      await(() -> site.calls() == 5);
      assertEquals(2, process.meters().get("belfry.look.waiting_for_host").gauge().value());
      assertEquals(5, process.meters().get("belfry.look.under_way").gauge().value());
      site.goesOn();
      process.settle();
      assertEquals(7, site.calls());
      process.rounds().round();
      process.settle();
      assertEquals(14, site.calls());
    }
  }

  /** Due by the old clock; nobody waits until the new one has come there. */
  @Test
  void aClockThatIsSetBackStopsNothing() throws SQLException {
    insert(20, Duration.ofSeconds(20));
    try (Replica.Running process = replicas.start(Replica.Settings.USUAL)) {
      process.rounds().round();
      assertEquals(20, due("= ?::timestamptz + interval '20 seconds'"), "nothing was moved");
      clock.advanceSeconds(-3_600);
      process.rounds().round();
      assertEquals(20, due("<= ?::timestamptz + interval '60 seconds'"));
      assertEquals(20, due("> ?"));
      clock.advanceSeconds(MINUTE);
      assertEquals(20, allDue(process));
      assertEquals(20, due("> ?"));
    } finally {
      clock.advanceSeconds(3_600);
    }
  }

  @Test
  void aClockThatIsSetForwardMakesUpForNothing() {
    insert(20, Duration.ZERO);
    try (Replica.Running process = replicas.start(Replica.Settings.USUAL)) {
      clock.advance(Duration.ofDays(30));
      assertEquals(20, allDue(process));
      assertEquals(20, site.calls());
      assertEquals(20, due("<= ?::timestamptz + interval '60 seconds'"));
    }
  }

  @Test
  void aTargetThatCannotBeReadHoldsUpNobody() throws SQLException {
    insert(3, Duration.ZERO);
    rows.change(
        "update monitor set target = '{\"url\": []}' where id = (select id from monitor where account_id = ? limit 1)",
        alice.account().uuid());
    try (Replica.Running process = replicas.start(Replica.Settings.USUAL)) {
      process.rounds().round();
      process.settle();
      assertEquals(2, site.calls());
    }
  }

  private static void await(java.util.function.BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  private long count(String sql) {
    return ((Number) rows.select(sql, alice.account().uuid()).getFirst()).longValue();
  }

  private long held(String condition) {
    return count("select count(*) from monitor_state where account_id = ? and " + condition);
  }

  private long due(String condition) {
    return ((Number)
            rows.select(
                    "select count(*) from monitor_state where account_id = ? and due_at "
                        + condition,
                    alice.account().uuid(),
                    clock.instant().atOffset(ZoneOffset.UTC))
                .getFirst())
        .longValue();
  }

  /** Good ones of the site, every minute. */
  private void insert(int monitors, Duration due) {
    rows.change(
        "insert into monitor (id, account_id, name, kind, address, target, interval_seconds, timeout_seconds,"
            + " confirm_down, confirm_up, created_at, updated_at) select gen_random_uuid(), ?, 'm', 'http', u,"
            + " jsonb_build_object('url', u), 60, 5, 2, 1, now(), now() from generate_series(1, ?), cast(? as text) u",
        alice.account().uuid(),
        monitors,
        site.url());
    rows.change(
        "insert into monitor_state (monitor_id, account_id, status, status_since, due_at, lease_seconds)"
            + " select id, account_id, 'UP', now(), ?, 15 from monitor m where account_id = ?"
            + " and not exists (select from monitor_state s where s.monitor_id = m.id)",
        clock.instant().plus(due).atOffset(ZoneOffset.UTC),
        alice.account().uuid());
  }
}
