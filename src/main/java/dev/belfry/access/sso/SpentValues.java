package dev.belfry.access.sso;

import dev.belfry.platform.seal.Pepper;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;

/** Values that count once: remembered, as hashes, until nobody could use them any more. */
@ApplicationScoped
class SpentValues {
  private final AgroalDataSource system;
  private final Pepper pepper;

  SpentValues(@DataSource("system") AgroalDataSource system, Pepper pepper) {
    this.system = system;
    this.pepper = pepper;
  }

  /** Whether this is the first time; of two at once, it is for one. */
  boolean spend(String kind, String value, Instant until) {
    try (Connection connection = system.getConnection()) {
      forget(connection);
      try (PreparedStatement statement =
          connection.prepareStatement(
              "insert into access_sso_spent (hash, until) values (?, ?) on conflict do nothing")) {
        statement.setBytes(1, pepper.hash(kind + ":" + value));
        statement.setObject(2, until.atOffset(ZoneOffset.UTC));
        return statement.executeUpdate() == 1;
      }
    } catch (SQLException e) {
      throw new IllegalStateException("a value that counts once could not be kept", e);
    }
  }

  boolean isSpent(String kind, String value) {
    try (Connection connection = system.getConnection();
        PreparedStatement statement =
            connection.prepareStatement("select 1 from access_sso_spent where hash = ?")) {
      statement.setBytes(1, pepper.hash(kind + ":" + value));
      return statement.executeQuery().next();
    } catch (SQLException e) {
      throw new IllegalStateException("a value that counts once could not be looked up", e);
    }
  }

  private static void forget(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "delete from access_sso_spent where until < now() - interval '1 day'")) {
      statement.executeUpdate();
    }
  }
}
