package dev.belfry.statuspage.subscriber;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;

/** Forgets addresses of which nobody has said that they are his, and maintenance that is past. */
@ApplicationScoped
class SubscriberUpkeep {
  static final Duration PATIENCE = Duration.ofDays(1);

  /** An open-ended one ends after thirty days at most; of its end nobody is told much later. */
  private static final String PAST =
      "delete from statuspage_told_window where coalesce(ends_at, starts_at + interval '30 days') < ?";

  private final AgroalDataSource system;
  private final InstantSource clock;

  SubscriberUpkeep(@DataSource("system") AgroalDataSource system, InstantSource clock) {
    this.system = system;
    this.clock = clock;
  }

  @Scheduled(
      every = "1h",
      delayed = "5m",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
      identity = "statuspage.subscribers")
  void runDue() throws SQLException {
    try (Connection connection = system.getConnection()) {
      forget(
          connection,
          "delete from statuspage_subscriber where status = 'PENDING' and asked_at < ?",
          PATIENCE);
      forget(connection, PAST, Announcements.STALE.plusDays(1));
    }
  }

  private void forget(Connection connection, String sql, Duration age) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, clock.instant().minus(age).atOffset(ZoneOffset.UTC));
      statement.executeUpdate();
    }
  }
}
