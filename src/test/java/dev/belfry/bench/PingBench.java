package dev.belfry.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/**
 * Pings that are acknowledged after their commit, against commits of one row each by one connection
 * (as pgbench has unless told otherwise; those of four are told too), and against a COPY of
 * batches. {@code -Dpings.seconds=2} makes it short.
 */
@QuarkusTest
@TestProfile(PingBench.Unbounded.class)
@QuarkusTestResource(TestDatabase.class)
class PingBench {
  /** A load generator pings few heartbeats, much more often than jobs do. */
  public static class Unbounded extends BenchProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
      settings.put("belfry.heartbeat.pings-per-minute", "100000000");
      return settings;
    }
  }

  private static final int HEARTBEATS = Integer.getInteger("pings.heartbeats", 1_000);

  /** Jobs come from many machines, most of them at the full minute. */
  private static final int CONNECTIONS = Integer.getInteger("pings.connections", 256);

  private static final int ROUNDS = Integer.getInteger("pings.rounds", 3);

  /** Until the compilers of the JVM are done with what is called. */
  private static final int WARMING = Integer.getInteger("pings.warming", 6);

  private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("pings.seconds", 4));
  private static final int COPIED = 500;
  private static final double PROMISED = 10_000;
  private static final double PROMISED_RATIO = 5;

  @Inject House house;

  @Inject
  @DataSource("system")
  AgroalDataSource system;

  @Test
  void pings() throws Exception {
    List<String> paths = heartbeats(house.alice());
    Median pings = new Median();
    List<Double> rows = new ArrayList<>();
    List<Double> rowsOfFour = new ArrayList<>();
    List<Double> copied = new ArrayList<>();
    long acknowledged = 0;
    for (int round = -WARMING; round < ROUNDS; round++) {
      Load.Result result =
          Load.run(
              RestAssured.port,
              new Load.Calls(CONNECTIONS, n -> paths.get(n % paths.size()), n -> ""),
              200,
              TIME);
      assertEquals(0, result.other(), "answers with another status");
      acknowledged += Math.round(result.rate() * TIME.toMillis() / 1000.0);
      pings.add(round >= 0, result);
      if (round >= -1) {
        rows.add(oneByOne(1));
        rowsOfFour.add(oneByOne(4));
        copied.add(copies());
      }
    }
    long kept = number("select count(*) from heartbeat_ping");
    long numbered = number("select sum(pings) from heartbeat");
    double one = median(rows);
    new Table("pings")
        .put("acknowledged_per_second", pings.rate())
        .put("p99_ms", pings.p99())
        .put("cpu_us", pings.cpu())
        .put("limit_one_row_commits_per_second", one)
        .put("one_row_commits_of_four_connections_per_second", median(rowsOfFour))
        .put("limit_batched_copy_rows_per_second", median(copied))
        .put("ratio_to_one_row_commits", pings.rate() / one)
        .put("promised_per_second", PROMISED)
        .put("promised_ratio", PROMISED_RATIO)
        .put("acknowledged", (double) acknowledged)
        .put("kept", (double) kept)
        .put("numbered", (double) numbered)
        .write();
    assertEquals(acknowledged, kept, "a ping that was acknowledged is missing");
    assertEquals(acknowledged, numbered);
    assertTrue(
        pings.rate() >= PROMISED && pings.rate() >= PROMISED_RATIO * one,
        pings.rate() + " a second, one-row commits " + one);
  }

  private static double median(List<Double> values) {
    List<Double> warm = values.subList(1, values.size()).stream().sorted().toList();
    return warm.get(warm.size() / 2);
  }

  /** Each with its row and its state, as one that is pinged for the second time. */
  private List<String> heartbeats(Person owner) throws SQLException {
    List<String> paths = new ArrayList<>();
    String account = owner.account().uuid().toString();
    try (Connection connection = system.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          insert into monitor (id, account_id, name, kind, address, target, interval_seconds, timeout_seconds, confirm_down,
            confirm_up, created_at, updated_at)
          select gen_random_uuid(), '%s', 'bench', 'heartbeat', 'every 60 s', '{"period_seconds":60}', 60, 10, 1, 1,
            now(), now()
          from generate_series(1, %d)"""
              .formatted(account, HEARTBEATS));
      statement.execute(
          """
          insert into monitor_state (monitor_id, account_id, status, status_since, lease_seconds, last_checked_at)
          select id, account_id, 'UP', now(), 20, now() - interval '1 hour' from monitor where name = 'bench'""");
      statement.execute(
          """
          insert into heartbeat (monitor_id, account_id, token, definition, enabled)
          select id, account_id, gen_random_uuid(), target, true from monitor where name = 'bench'""");
      statement.execute("analyze monitor, monitor_state, heartbeat");
      try (ResultSet row = statement.executeQuery("select token from heartbeat")) {
        while (row.next()) {
          paths.add("/ping/" + row.getString(1));
        }
      }
    }
    return paths;
  }

  private double oneByOne(int connections) throws Exception {
    long end = System.nanoTime() + TIME.toNanos();
    List<Future<Long>> counts = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(connections)) {
      for (int i = 0; i < connections; i++) {
        counts.add(executor.submit(() -> insertUntil(end)));
      }
    }
    long sum = 0;
    for (Future<Long> count : counts) {
      sum += count.get();
    }
    return sum / (TIME.toMillis() / 1000.0);
  }

  private long insertUntil(long end) throws SQLException {
    long count = 0;
    try (Connection connection = system.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "insert into platform_fingerprint values (gen_random_uuid()::text, 'ping')")) {
      for (; System.nanoTime() < end; count++) {
        statement.executeUpdate();
      }
    }
    return count;
  }

  private double copies() throws Exception {
    long end = System.nanoTime() + TIME.toNanos();
    long count = 0;
    try (Connection connection = system.getConnection()) {
      for (; System.nanoTime() < end; count += COPIED) {
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("copy platform_fingerprint from stdin", new StringReader(rows()));
      }
    }
    return count / (TIME.toMillis() / 1000.0);
  }

  /**
   * One table that every role may write to and nothing refers to, which has a key like the others.
   */
  private static String rows() {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < COPIED; i++) {
      rows.append(UUID.randomUUID()).append("\tping\n");
    }
    return rows.toString();
  }

  private long number(String sql) throws SQLException {
    try (Connection connection = system.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
