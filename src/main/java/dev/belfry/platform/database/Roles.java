package dev.belfry.platform.database;

import dev.belfry.platform.start.StartRefusedException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The roles under which Belfry works in PostgreSQL, made before the pools connect: {@code
 * belfry_app} (what serves requests), {@code belfry_system} (work across accounts) and {@code
 * belfry_auth} (owner of the functions that authenticate). None may log in; the pools take them on
 * by SET ROLE.
 */
public final class Roles {
  public static final String APP = "belfry_app";
  public static final String SYSTEM = "belfry_system";
  public static final String AUTH = "belfry_auth";
  static final int OLDEST_SERVER = 150_000;
  private static final long START_LOCK = 0x62_66_79_30L;

  private Roles() {}

  /**
   * Makes what is missing, as the user who will own the schema.
   *
   * @throws StartRefusedException with what an administrator should do
   */
  public static void prepare(String url, @Nullable String user, @Nullable String password) {
    Properties login = new Properties();
    if (user != null) {
      login.setProperty("user", user);
    }
    if (password != null) {
      login.setProperty("password", password);
    }
    try (Connection connection = DriverManager.getConnection(url, login)) {
      examine(connection);
      lock(connection);
      for (String role : List.of(APP, SYSTEM, AUTH)) {
        create(connection, role);
      }
    } catch (SQLException e) {
      throw new StartRefusedException("PostgreSQL could not be prepared: " + e.getMessage(), e);
    }
  }

  private static void examine(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                select current_setting('server_version_num')::int, rolsuper, rolbypassrls, rolname
                from pg_roles where rolname = current_user""")) {
      row.next();
      if (row.getInt(1) < OLDEST_SERVER) {
        throw new StartRefusedException("PostgreSQL 15 or newer is needed.", null);
      }
      if (row.getBoolean(2) || row.getBoolean(3)) {
        throw new StartRefusedException(
            "The user "
                + row.getString(4)
                + " may pass by row-level security (superuser or BYPASSRLS), so accounts would not be"
                + " kept apart. Give Belfry an ordinary user that owns its database, as deploy/database.sql makes it, with:\n"
                + byHand("belfry"),
            null);
      }
    }
  }

  /**
   * Replicas that start together make the roles one after the other; the lock ends with the
   * connection.
   */
  private static void lock(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("select pg_advisory_lock(" + START_LOCK + ")");
    }
  }

  private static void create(Connection connection, String role) throws SQLException {
    List<String> statements = new ArrayList<>();
    if (!exists(connection, "select 1 from pg_roles where rolname = '" + role + "'")) {
      statements.add("create role " + role + " nologin noinherit");
    }
    if (!exists(
        connection,
        "select 1 from pg_auth_members m join pg_roles r on r.oid = m.roleid join pg_roles u on u.oid"
            + " = m.member where r.rolname = '"
            + role
            + "' and u.rolname = current_user"
            + (serverKnowsSetOption(connection) ? " and m.set_option" : ""))) {
      statements.add("grant " + role + " to current_user");
    }
    for (String sql : statements) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      } catch (SQLException e) {
        throw new StartRefusedException(
            "The role "
                + role
                + " is missing and could not be made ("
                + e.getMessage()
                + "). Run as an administrator:\n"
                + byHand(connection.getMetaData().getUserName()),
            e);
      }
    }
  }

  private static boolean serverKnowsSetOption(Connection connection) throws SQLException {
    return exists(
        connection, "select 1 where current_setting('server_version_num')::int >= 160000");
  }

  private static boolean exists(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.next();
    }
  }

  /** What an administrator runs where our own user may not create roles. */
  static String byHand(String user) {
    StringBuilder sql = new StringBuilder();
    for (String role : List.of(APP, SYSTEM, AUTH)) {
      sql.append("  create role ").append(role).append(" nologin noinherit; grant ").append(role);
      sql.append(" to ").append(user).append(";\n");
    }
    return sql.toString();
  }
}
