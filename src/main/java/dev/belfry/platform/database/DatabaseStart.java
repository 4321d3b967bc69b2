package dev.belfry.platform.database;

import dev.belfry.platform.database.embedded.EmbeddedPostgres;
import dev.belfry.platform.start.StartRefusedException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * What has to happen to the database before Quarkus starts and its pools connect: start our own
 * PostgreSQL where no other is named, and make the roles.
 */
public final class DatabaseStart implements AutoCloseable {
  private static final String URL = "quarkus.datasource.jdbc.url";
  private static final String USER = "quarkus.datasource.username";
  private static final String PASSWORD = "quarkus.datasource.password";
  private static final String OWNER = "belfry_owner";
  private static final String LOGIN = "belfry_login";
  private static final String DATABASE = "belfry";

  private final @Nullable EmbeddedPostgres server;

  private DatabaseStart(@Nullable EmbeddedPostgres server) {
    this.server = server;
  }

  /** Leaves the settings of the pools as system properties. */
  public static DatabaseStart prepare(Config config) {
    Optional<String> url = config.getOptionalValue(URL, String.class);
    if (url.isEmpty()) {
      return embedded(Path.of(config.getValue("belfry.home", String.class)));
    }
    Optional<String> owner =
        config
            .getOptionalValue("quarkus.flyway.username", String.class)
            .filter(name -> !name.isEmpty());
    if (owner.isPresent()) {
      Roles.prepare(
          url.get(),
          owner.get(),
          config.getOptionalValue("quarkus.flyway.password", String.class).orElse(null));
    } else {
      Roles.prepare(
          url.get(),
          config.getOptionalValue(USER, String.class).orElse(null),
          config.getOptionalValue(PASSWORD, String.class).orElse(null));
    }
    return new DatabaseStart(null);
  }

  private static DatabaseStart embedded(Path home) {
    EmbeddedPostgres server = EmbeddedPostgres.start(home);
    try {
      open(server, DATABASE).forEach(System::setProperty);
      return new DatabaseStart(server);
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /**
   * A database of this name on our own server with its users and roles; the settings to use it by.
   */
  public static Map<String, String> open(EmbeddedPostgres server, String database) {
    try {
      makeDatabase(server, database);
      String url = server.jdbcUrl(database);
      Roles.prepare(url, OWNER, server.password());
      try (Connection connection = superuser(server, database)) {
        run(connection, "grant " + Roles.APP + ", " + Roles.SYSTEM + " to " + LOGIN);
      }
      return Map.of(
          URL,
          url,
          USER,
          LOGIN,
          PASSWORD,
          server.password(),
          "quarkus.flyway.username",
          OWNER,
          "quarkus.flyway.password",
          server.password(),
          "belfry.database.embedded",
          "true");
    } catch (SQLException e) {
      throw new StartRefusedException(
          "The embedded PostgreSQL could not be prepared: " + e.getMessage(), e);
    }
  }

  /** One user owns the schema and migrates it, another runs the program and owns nothing. */
  private static void makeDatabase(EmbeddedPostgres server, String database) throws SQLException {
    try (Connection connection = superuser(server, "postgres")) {
      makeUser(connection, OWNER, "createrole", server.password());
      makeUser(connection, LOGIN, "noinherit", server.password());
      if (!exists(connection, "select 1 from pg_database where datname = ?", database)) {
        run(connection, "create database " + database + " owner " + OWNER);
      }
    }
  }

  private static void makeUser(Connection connection, String user, String options, String password)
      throws SQLException {
    String verb =
        exists(connection, "select 1 from pg_roles where rolname = ?", user) ? "alter" : "create";
    run(
        connection,
        verb
            + " role "
            + user
            + " login "
            + options
            + " password '"
            + password.replace("'", "''")
            + "'");
  }

  private static Connection superuser(EmbeddedPostgres server, String database)
      throws SQLException {
    return DriverManager.getConnection(
        server.jdbcUrl(database), server.superuser(), server.password());
  }

  private static boolean exists(Connection connection, String query, String name)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
  }
}
