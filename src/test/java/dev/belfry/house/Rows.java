package dev.belfry.house;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows as the database has them, across accounts: for what no route shows or sets. */
@ApplicationScoped
public class Rows {
  private final AgroalDataSource system;

  Rows(@DataSource("system") AgroalDataSource system) {
    this.system = system;
  }

  /**
   * @return how many rows it changed
   */
  public int change(String sql, @Nullable Object... values) {
    try (Connection connection = system.getConnection();
        PreparedStatement statement = prepared(connection, sql, values)) {
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The first column. */
  public List<@Nullable Object> select(String sql, @Nullable Object... values) {
    try (Connection connection = system.getConnection();
        PreparedStatement statement = prepared(connection, sql, values);
        ResultSet rows = statement.executeQuery()) {
      List<@Nullable Object> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getObject(1));
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private static PreparedStatement prepared(
      Connection connection, String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }
}
