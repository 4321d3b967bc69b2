package dev.belfry.platform.seal;

import dev.belfry.platform.start.StartRefusedException;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Refuses to start with secrets that are not those of the database: with another pepper every key
 * would be unknown, with another sealing key every stored secret unreadable.
 */
@ApplicationScoped
class Fingerprints {
  private static final String SEALING_KEY = "sealing-key";

  private final AgroalDataSource system;
  private final Pepper pepper;
  private final Sealer sealer;

  Fingerprints(@DataSource("system") AgroalDataSource system, Pepper pepper, Sealer sealer) {
    this.system = system;
    this.pepper = pepper;
    this.sealer = sealer;
  }

  void check(@Observes @Priority(1) StartupEvent start) throws SQLException {
    // All are read before one is remembered.
    byte[] ofPepper = pepper.fingerprint();
    Map<String, byte[]> ofSealingKeys = sealer.fingerprints();
    try (Connection connection = system.getConnection()) {
      checkPepper(connection, ofPepper);
      checkSealingKeys(connection, ofSealingKeys);
    }
  }

  private static void checkPepper(Connection connection, byte[] fingerprint) throws SQLException {
    remember(connection, "pepper", fingerprint);
    for (byte[] known : known(connection, "pepper")) {
      if (!Pepper.same(known, fingerprint)) {
        throw new StartRefusedException(
            "The pepper is not the one that this database was used with. Restore the file, then start again.");
      }
    }
  }

  /** Whatever sealed something must be here; the newest one seals from now on. */
  private static void checkSealingKeys(Connection connection, Map<String, byte[]> here)
      throws SQLException {
    List<byte[]> known = known(connection, SEALING_KEY);
    for (byte[] one : known) {
      if (here.values().stream().noneMatch(key -> Pepper.same(key, one))) {
        throw new StartRefusedException(
            "The sealing-key is not the one that this database was used with. Restore the file, or, after a"
                + " change of the key, put the old one beside it as sealing-key.previous; then start again.");
      }
    }
    Map.Entry<String, byte[]> newest = here.entrySet().iterator().next();
    if (known.isEmpty()) {
      remember(connection, SEALING_KEY, newest.getValue());
    } else if (known.stream().noneMatch(one -> Pepper.same(one, newest.getValue()))) {
      remember(connection, SEALING_KEY + " " + newest.getKey(), newest.getValue());
    }
  }

  private static void remember(Connection connection, String name, byte[] fingerprint)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into platform_fingerprint (name, fingerprint) values (?, ?) on conflict do nothing")) {
      insert.setString(1, name);
      insert.setBytes(2, fingerprint);
      insert.executeUpdate();
    }
  }

  private static List<byte[]> known(Connection connection, String name) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select fingerprint from platform_fingerprint where name = ? or name like ? || ' %'")) {
      select.setString(1, name);
      select.setString(2, name);
      List<byte[]> found = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getBytes(1));
        }
      }
      return found;
    }
  }

  /** Not the secret, and of no use to find it: a hash of 256 random bits with its name. */
  static byte[] of(String name, byte[] secret) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(("belfry fingerprint " + name).getBytes(StandardCharsets.UTF_8));
      return digest.digest(secret);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SHA-256 is part of every Java", e);
    }
  }
}
