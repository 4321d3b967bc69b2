package dev.belfry.access.usage;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;

/** Forgets what was counted too long ago, and from where; several replicas may do so at once. */
@ApplicationScoped
class UsageUpkeep {
  private static final Duration HOURS = Duration.ofDays(35);
  private static final Duration DAYS = Duration.ofDays(400);
  private static final Duration ADDRESSES = Duration.ofDays(400);
  private static final int AT_ONCE = 10_000;

  private final AgroalDataSource system;
  private final InstantSource clock;

  UsageUpkeep(@DataSource("system") AgroalDataSource system, InstantSource clock) {
    this.system = system;
    this.clock = clock;
  }

  @Scheduled(every = "1h", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void runDue() throws SQLException {
    Instant now = clock.instant();
    forget("access_usage where span = 'hour' and starts_at < ?", now.minus(HOURS));
    forget("access_usage where span = 'day' and starts_at < ?", now.minus(DAYS));
    forget("access_key_address where last_seen_at < ?", now.minus(ADDRESSES));
    try (Connection connection = system.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                """
                update access_key_usage set last_used_address = null, last_used_user_agent = null
                where last_used_at < ? and (last_used_address is not null or last_used_user_agent is not null)""")) {
      statement.setObject(1, now.minus(ADDRESSES).atOffset(ZoneOffset.UTC));
      statement.executeUpdate();
    }
  }

  /** Some at a time, so that nobody waits. */
  private void forget(String what, Instant before) throws SQLException {
    String table = what.substring(0, what.indexOf(' '));
    try (Connection connection = system.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "delete from %s where ctid = any (array(select ctid from %s limit %d))"
                    .formatted(table, what, AT_ONCE))) {
      statement.setObject(1, before.atOffset(ZoneOffset.UTC));
      while (statement.executeUpdate() == AT_ONCE) {
        // the next ones
      }
    }
  }
}
