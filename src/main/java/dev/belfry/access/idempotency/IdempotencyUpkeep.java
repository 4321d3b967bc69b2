package dev.belfry.access.idempotency;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.ZoneOffset;

/** Forgets answers that were kept long enough; several replicas may do so at once. */
@ApplicationScoped
class IdempotencyUpkeep {
  private static final int AT_ONCE = 10_000;

  private final AgroalDataSource system;
  private final InstantSource clock;

  IdempotencyUpkeep(@DataSource("system") AgroalDataSource system, InstantSource clock) {
    this.system = system;
    this.clock = clock;
  }

  /** Some at a time, so that nobody waits. */
  @Scheduled(
      every = "10m",
      delayed = "2m",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void runDue() throws SQLException {
    try (Connection connection = system.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                """
                delete from access_idempotency where ctid = any (array(
                  select ctid from access_idempotency where kept_until <= ? limit ? for update skip locked))""")) {
      statement.setObject(1, clock.instant().atOffset(ZoneOffset.UTC));
      statement.setInt(2, AT_ONCE);
      while (statement.executeUpdate() == AT_ONCE) {
        // the next ones
      }
    }
  }
}
