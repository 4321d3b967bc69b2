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

/** Forgets addresses of which nobody has said that they are his. */
@ApplicationScoped
class SubscriberUpkeep {
  static final Duration PATIENCE = Duration.ofDays(1);

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
    try (Connection connection = system.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "delete from statuspage_subscriber where status = 'PENDING' and asked_at < ?")) {
      statement.setObject(1, clock.instant().minus(PATIENCE).atOffset(ZoneOffset.UTC));
      statement.executeUpdate();
    }
  }
}
