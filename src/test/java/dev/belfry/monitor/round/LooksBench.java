package dev.belfry.monitor.round;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.bench.BenchProfile;
import dev.belfry.bench.Table;
import dev.belfry.check.Look;
import dev.belfry.check.Verdict;
import dev.belfry.check.http.HttpTarget;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.MonitorStatus;
import dev.belfry.monitor.Standing;
import dev.belfry.monitor.Thresholds;
import dev.belfry.monitor.round.ClaimedMonitor.Seen;
import dev.belfry.platform.claim.Claims;
import dev.belfry.platform.wire.Phases;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * How many looks a second are committed in groups, against one commit for each; durable commits.
 */
@QuarkusTest
@TestProfile(BenchProfile.class)
@QuarkusTestResource(TestDatabase.class)
class LooksBench {
  private static final int MONITORS = 5_000;
  private static final int ROUNDS = 6;
  private static final int ONE_BY_ONE = 2_000;
  private static final int WRITERS = 6;
  private static final double PROMISED_RATE = 10_000;
  private static final double PROMISED_RATIO = 5;
  @Inject House house;
  @Inject TestClock clock;
  @Inject Claims claims;
  @Inject LookBook book;

  @Inject
  @DataSource("system")
  AgroalDataSource system;

  @Test
  void looks() throws Exception {
    Person alice = house.alice();
    insertMonitors(alice);
    double best = 0;
    long acknowledged = 0;
    for (int round = 0; round < ROUNDS; round++) {
      List<Seen> looks = claim(alice);
      long begun = System.nanoTime();
      List<CompletableFuture<Boolean>> answers = looks.stream().map(book::record).toList();
      for (CompletableFuture<Boolean> answer : answers) {
        acknowledged += answer.join() ? 1 : 0;
      }
      best = Math.max(best, looks.size() / seconds(begun));
    }
    assertEquals((long) MONITORS * ROUNDS, acknowledged);
    assertEquals(acknowledged, stored(alice), "what was acknowledged is stored");
    double limit = oneByOne(alice);
    new Table("looks")
        .put("looks_per_second", best)
        .put("limit_one_commit_each_per_second", limit)
        .put("ratio", best / limit)
        .put("promised_per_second", PROMISED_RATE)
        .put("promised_ratio", PROMISED_RATIO)
        .put("acknowledged", (double) acknowledged)
        .put("acknowledged_and_missing", 0)
        .write();
    assertTrue(best >= PROMISED_RATE && best >= PROMISED_RATIO * limit, best + " against " + limit);
  }

  private static double seconds(long begun) {
    return (System.nanoTime() - begun) / 1e9;
  }

  private void insertMonitors(Person owner) throws SQLException {
    run(
        "insert into monitor (id, account_id, name, kind, address, target, interval_seconds, timeout_seconds, confirm_down,"
            + " confirm_up, created_at, updated_at) select gen_random_uuid(), ?, 'm' || n, 'http', 'http://localhost:1/',"
            + " '{\"url\":\"http://localhost:1/\"}', 60, 10, 2, 1, now(), now() from generate_series(1, "
            + MONITORS
            + ") n",
        owner);
    run(
        "insert into monitor_state (monitor_id, account_id, status, status_since, due_at, lease_seconds) select id,"
            + " account_id, 'UP', now(), now(), 20 from monitor where account_id = ?",
        owner);
  }

  /** As the rounds would have them: held by this process, looked at, good. */
  private List<Seen> claim(Person owner) throws SQLException {
    List<Seen> looks = new ArrayList<>();
    try (Connection connection = system.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "update monitor_state set holder = ?, lease_until = now() + interval '1 minute' where account_id = ?"
                    + " returning monitor_id, revision")) {
      statement.setObject(1, claims.holder());
      statement.setObject(2, owner.account().uuid());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          looks.add(
              seen(owner, new MonitorId(row.getObject(1, java.util.UUID.class)), row.getLong(2)));
        }
      }
    }
    return looks;
  }

  private Seen seen(Person owner, MonitorId id, long revision) {
    Look look = Look.of(Verdict.UP, "ok", "answered 200", Phases.total(12));
    ClaimedMonitor monitor =
        new ClaimedMonitor(
            owner.account(),
            id,
            "http",
            HttpTarget.of("http://localhost:1/"),
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            null,
            Thresholds.inARow(2, 1, null),
            Standing.beginning(MonitorStatus.UP),
            false,
            dev.belfry.monitor.standing.Muted.NEVER,
            clock.instant(),
            revision,
            0);
    return new Seen(monitor, look, clock.instant(), false);
  }

  /** The same two rows, committed for each look by itself. */
  private double oneByOne(Person owner) throws Exception {
    List<Seen> looks = claim(owner).subList(0, ONE_BY_ONE);
    long begun = System.nanoTime();
    try (ExecutorService executor = Executors.newFixedThreadPool(WRITERS)) {
      List<Future<?>> writers = new ArrayList<>();
      for (int w = 0; w < WRITERS; w++) {
        int writer = w;
        writers.add(executor.submit(() -> writeEach(owner, looks, writer)));
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
    }
    return ONE_BY_ONE / seconds(begun);
  }

  private Object writeEach(Person owner, List<Seen> looks, int writer) throws SQLException {
    try (Connection connection = system.getConnection();
        PreparedStatement update =
            connection.prepareStatement(
                "update monitor_state set last_checked_at = now(), successes = successes + 1, holder = null where monitor_id = ?");
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into result_look (account_id, monitor_id, at, n, verdict, latency_ms) values"
                    + " (?, ?, clock_timestamp(), 0, 'U', 12)")) {
      connection.setAutoCommit(false);
      for (int i = writer; i < looks.size(); i += WRITERS) {
        update.setObject(1, looks.get(i).monitor().id().uuid());
        update.executeUpdate();
        insert.setObject(1, owner.account().uuid());
        insert.setObject(2, looks.get(i).monitor().id().uuid());
        insert.executeUpdate();
        connection.commit();
      }
      connection.setAutoCommit(true);
    }
    return true;
  }

  private long stored(Person owner) throws SQLException {
    try (Connection connection = system.getConnection();
        PreparedStatement statement =
            connection.prepareStatement("select count(*) from result_look where account_id = ?")) {
      statement.setObject(1, owner.account().uuid());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private void run(String sql, Person owner) throws SQLException {
    try (Connection connection = system.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, owner.account().uuid());
      statement.executeUpdate();
    }
  }
}
