package dev.belfry.house;

import dev.belfry.platform.database.DatabaseStart;
import dev.belfry.platform.database.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Several packaged programs on one PostgreSQL of their own, all started on an empty database. */
public final class Replicas implements AutoCloseable {
  private static final String DATABASE = "replicas";
  private static final int SECRET_BYTES = 32;

  private final EmbeddedPostgres server;
  private final List<Packaged> programs = new ArrayList<>();

  public Replicas(Path directory, int number, Map<String, String> settings) {
    server = EmbeddedPostgres.start(directory.resolve("server"), Map.of("max_connections", "200"));
    Map<String, String> environment = new HashMap<>(settings);
    DatabaseStart.open(server, DATABASE)
        .forEach(
            (key, value) ->
                environment.put(key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"), value));
    environment.remove("BELFRY_DATABASE_EMBEDDED");
    environment.put("BELFRY_PEPPER_FILE", secret(directory.resolve("pepper")));
    environment.put("BELFRY_SEALING_KEY_FILE", secret(directory.resolve("sealing-key")));
    for (int i = 0; i < number; i++) {
      programs.add(new Packaged(directory.resolve("replica" + i), environment));
    }
    programs.forEach(Packaged::ready);
  }

  public List<Packaged> programs() {
    return programs;
  }

  /** As the database has it, past every fence. */
  public long count(String sql, Object... values) {
    try (Connection connection = superuser();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The first column of every row, as text. */
  public List<String> texts(String sql) {
    try (Connection connection = superuser();
        PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      List<String> texts = new ArrayList<>();
      while (row.next()) {
        texts.add(row.getString(1));
      }
      return texts;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  public void change(String sql, Object... values) {
    try (Connection connection = superuser();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private Connection superuser() throws SQLException {
    return DriverManager.getConnection(
        server.jdbcUrl(DATABASE), server.superuser(), server.password());
  }

  private static String secret(Path file) {
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    try {
      return Files.writeString(file, Base64.getEncoder().encodeToString(secret)).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    programs.forEach(Packaged::close);
    server.close();
  }
}
