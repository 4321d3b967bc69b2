package dev.belfry.result;

import dev.belfry.monitor.MonitorId;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * When certificates and registrations end, as the last look saw it; in the caller's transaction.
 */
@ApplicationScoped
public class Expiries {
  private static final String SQL =
      "select monitor_id, expires_at from result_expiry where expires_at <= ? order by expires_at, monitor_id limit ?";
  private final AgroalDataSource app;

  Expiries(AgroalDataSource app) {
    this.app = app;
  }

  /** Those of the bound account that end until then or have ended, the first to end first. */
  public Map<MonitorId, Instant> until(Instant end, int most) {
    Map<MonitorId, Instant> found = new LinkedHashMap<>();
    try (Connection connection = app.getConnection();
        PreparedStatement statement = connection.prepareStatement(SQL)) {
      statement.setObject(1, end.atOffset(ZoneOffset.UTC));
      statement.setInt(2, most);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.put(
              new MonitorId(row.getObject(1, UUID.class)),
              row.getObject(2, OffsetDateTime.class).toInstant());
        }
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException("ends could not be read", e);
    }
  }
}
