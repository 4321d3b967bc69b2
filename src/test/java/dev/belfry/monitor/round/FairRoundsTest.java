package dev.belfry.monitor.round;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
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
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One account has more slow targets than may be looked at; both watch the same address. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class FairRoundsTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration FIRST = Duration.ofMillis(-500);
  private static final Duration SECOND = Duration.ofMillis(-10);
  private static final Duration LONG_AGO = Duration.ofMinutes(-5);

  @Inject House house;
  @Inject Rows rows;
  @Inject TestClock clock;
  @Inject Replica replicas;
  private Person alice;
  private Person mallory;
  private Site site;
  private Site slow;

  @BeforeEach
  void onlyThese() {
    rows.change("update monitor_state set due_at = null");
    alice = house.alice();
    mallory = house.mallory();
    site = new Site();
    slow = new Site();
    slow.waits();
  }

  @AfterEach
  void nothingIsLeft() {
    rows.change(
        "delete from monitor where account_id in (?, ?)",
        alice.account().uuid(),
        mallory.account().uuid());
    site.close();
    slow.close();
  }

  @Test
  void whoHoldsAHostHoldsUpNoOtherAccountThere() throws SQLException {
    insert(mallory, 40, slow, FIRST);
    insert(alice, 3, site, SECOND);
    try (Replica.Running process = replicas.start(new Replica.Settings(20_000, 8, 5_000))) {
      process.rounds().round();
      soon(() -> site.calls() == 3, () -> {});
      assertTrue(slow.calls() <= 7, slow.calls() + " of hers");
      slow.goesOn();
      process.settle();
    }
  }

  @Test
  void whoFillsTheProcessHoldsUpNoOtherAccount() throws SQLException {
    insert(mallory, 40, slow, FIRST);
    insert(alice, 6, site, SECOND);
    try (Replica.Running process = replicas.start(new Replica.Settings(16, 1_000, 5_000))) {
      soon(() -> site.calls() == 6, () -> round(process));
      soon(() -> process.taken() == 14, () -> round(process));
      assertEquals(14, held(mallory));
      assertEquals(14, slow.calls());
      slow.goesOn();
      process.settle();
    }
  }

  @Test
  void whoLostTheLineOnceIsNotPassedOverAgain() throws SQLException {
    insert(mallory, 40, slow, SECOND);
    insert(mallory, 2, site, LONG_AGO);
    try (Replica.Running process = replicas.start(new Replica.Settings(4, 1_000, 5_000))) {
      process.rounds().round();
      soon(() -> site.calls() == 2, () -> {});
      slow.goesOn();
      process.settle();
      assertEquals(2, slow.calls(), "and what is on time has the other half");
    }
  }

  @Test
  void whoComesBackEachTimeKeepsNobodyFromHisTurn() {
    insert(mallory, 60, slow, LONG_AGO);
    insert(alice, 1, site, LONG_AGO.dividedBy(2));
    try (Replica.Running process = replicas.start(new Replica.Settings(20_000, 1_000, 20))) {
      soon(
          () -> site.calls() == 1,
          () -> {
            round(process);
            free(mallory);
          });
      slow.goesOn();
      process.settle();
    }
  }

  @Test
  void whoWaitedTooLongIsClaimedAgainAtOnceAndOthersAreNot() throws SQLException {
    insert(alice, 3, slow, LONG_AGO);
    try (Replica.Running process = replicas.start(Replica.Settings.USUAL);
        Replica.Running other = replicas.start(Replica.Settings.USUAL)) {
      List<ClaimedMonitor> all = overdue(process);
      other.due().giveBack(List.of(all.get(0).id()));
      assertEquals(3, held(alice), "they are another's");
      process.due().giveBack(List.of(all.get(0).id(), all.get(2).id()));
      assertEquals(1, held(alice));
      assertEquals(
          Set.of(all.get(0).id(), all.get(2).id()),
          overdue(other).stream().map(ClaimedMonitor::id).collect(Collectors.toSet()));
    }
  }

  private List<ClaimedMonitor> overdue(Replica.Running process) throws SQLException {
    Claims.Due due = new Claims.Due(Instant.EPOCH, clock.instant());
    return process.due().claim(due, 10, Set.of()).monitors();
  }

  private void free(Person owner) {
    rows.change(
        "update monitor_state set holder = null, lease_until = null where account_id = ?",
        owner.account().uuid());
  }

  private static void round(Replica.Running process) {
    try {
      process.rounds().round();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void soon(BooleanSupplier condition, Runnable meanwhile) {
    assertTimeoutPreemptively(
        SOON,
        () -> {
          while (!condition.getAsBoolean()) {
            meanwhile.run();
            LockSupport.parkNanos(1_000_000);
          }
        });
  }

  private long held(Person owner) {
    return ((Number)
            rows.select(
                    "select count(*) from monitor_state where account_id = ? and holder is not null",
                    owner.account().uuid())
                .getFirst())
        .longValue();
  }

  private void insert(Person owner, int monitors, Site watched, Duration due) {
    rows.change(
        "insert into monitor (id, account_id, name, kind, address, target, interval_seconds, timeout_seconds,"
            + " confirm_down, confirm_up, created_at, updated_at) select gen_random_uuid(), ?, 'm', 'http', u,"
            + " jsonb_build_object('url', u), 120, 60, 2, 1, now(), now() from generate_series(1, ?), cast(? as text) u",
        owner.account().uuid(),
        monitors,
        watched.url().replace("localhost", "127.0.0.1"));
    rows.change(
        "insert into monitor_state (monitor_id, account_id, status, status_since, due_at, lease_seconds)"
            + " select id, account_id, 'UP', now(), ?, 70 from monitor m where account_id = ?"
            + " and not exists (select from monitor_state s where s.monitor_id = m.id)",
        clock.instant().plus(due).atOffset(ZoneOffset.UTC),
        owner.account().uuid());
  }
}
