package dev.belfry.activity;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The superuser of the database, who has nothing else. */
@ApplicationScoped
class Intruder {
  private final String url;
  private final String password;

  Intruder(
      @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
      @ConfigProperty(name = "quarkus.datasource.password") String password) {
    this.url = url;
    this.password = password;
  }

  /** Runs a change with these values, without triggers, and insists that it changed something. */
  void quietly(String sql, Object... values) {
    run("set session_replication_role = replica", sql, values);
  }

  /** The same as anybody would. */
  void openly(String sql, Object... values) {
    run("set session_replication_role = origin", sql, values);
  }

  /** Changes the schema. */
  void execute(String sql) {
    try (Connection connection = DriverManager.getConnection(url, "postgres", password);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private void run(String setting, String sql, Object... values) {
    try (Connection connection = DriverManager.getConnection(url, "postgres", password);
        Statement before = connection.createStatement();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      before.execute(setting);
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      if (statement.executeUpdate() == 0) {
        throw new IllegalStateException("changed nothing: " + sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }
}
