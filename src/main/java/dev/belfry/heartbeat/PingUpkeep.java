package dev.belfry.heartbeat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/** Drops what is too old or too many, some at a time so that nobody waits. */
@ApplicationScoped
class PingUpkeep {
  private static final int AT_ONCE = 10_000;
  private static final int HEARTBEATS_AT_ONCE = 200;
  private static final UUID FIRST = new UUID(0, 0);

  private static final String OLD_PINGS =
      """
      delete from heartbeat_ping where ctid = any(array(
        select ctid from heartbeat_ping where at < ? and not unjudged limit ?))""";

  private static final String OLD_RUNS =
      """
      delete from heartbeat_run where ctid = any(array(
        select ctid from heartbeat_run where started_at < ? and status <> 'running' limit ?))""";

  /**
   * A heartbeat is looked through again when it has got a tenth more. In the order of the primary
   * key, each once: an index of what is crowded would be written by every ping.
   */
  private static final String CROWDED =
      """
      with crowded as (
        select account_id, monitor_id, pings from heartbeat
        where monitor_id > ? and pings - swept > ? / 10 and pings > ? order by monitor_id limit ?),
      pings as (
        delete from heartbeat_ping p using crowded c
        where p.account_id = c.account_id and p.monitor_id = c.monitor_id and p.n <= c.pings - ? and not p.unjudged),
      runs as (
        delete from heartbeat_run r using crowded c
        where r.account_id = c.account_id and r.monitor_id = c.monitor_id and r.status <> 'running'
          and r.started_at < (
            select p.at from heartbeat_ping p
            where p.account_id = c.account_id and p.monitor_id = c.monitor_id and p.n > c.pings - ?
            order by p.n limit 1)),
      swept as (
        update heartbeat h set swept = c.pings from crowded c where h.monitor_id = c.monitor_id)
      select monitor_id from crowded order by monitor_id desc limit 1""";

  private final AgroalDataSource system;
  private final HeartbeatConfig config;
  private final InstantSource clock;

  PingUpkeep(
      @DataSource("system") AgroalDataSource system, HeartbeatConfig config, InstantSource clock) {
    this.system = system;
    this.config = config;
    this.clock = clock;
  }

  @Scheduled(every = "5m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void runDue() throws SQLException {
    OffsetDateTime oldest = clock.instant().minus(config.keep()).atOffset(ZoneOffset.UTC);
    try (Connection connection = system.getConnection()) {
      forget(connection, OLD_PINGS, oldest);
      forget(connection, OLD_RUNS, oldest);
      Optional<UUID> last = Optional.of(FIRST);
      while (last.isPresent()) {
        last = thin(connection, last.get());
      }
    }
  }

  /** The last of those that were looked through; empty where none is left. */
  private Optional<UUID> thin(Connection connection, UUID after) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(CROWDED)) {
      int keep = config.keepPings();
      statement.setObject(1, after);
      statement.setInt(2, keep);
      statement.setInt(3, keep);
      statement.setInt(4, HEARTBEATS_AT_ONCE);
      statement.setInt(5, keep);
      statement.setInt(6, keep);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(row.getObject(1, UUID.class)) : Optional.empty();
      }
    }
  }

  private static void forget(Connection connection, String sql, OffsetDateTime oldest)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, oldest);
      statement.setInt(2, AT_ONCE);
      while (statement.executeUpdate() == AT_ONCE) {
        // the next ones
      }
    }
  }
}
