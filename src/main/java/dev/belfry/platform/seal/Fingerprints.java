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

/**
 * Refuses to start with secrets that are not those of the database: with another pepper every key
 * would be unknown, with another sealing key every stored secret unreadable.
 */
@ApplicationScoped
class Fingerprints {
  private final AgroalDataSource system;
  private final Pepper pepper;
  private final Sealer sealer;

  Fingerprints(@DataSource("system") AgroalDataSource system, Pepper pepper, Sealer sealer) {
    this.system = system;
    this.pepper = pepper;
    this.sealer = sealer;
  }

  void check(@Observes @Priority(1) StartupEvent start) throws SQLException {
    // Both are read before either is remembered.
    byte[] ofPepper = pepper.fingerprint();
    byte[] ofSealingKey = sealer.fingerprint();
    check("pepper", ofPepper);
    check("sealing-key", ofSealingKey);
  }

  private void check(String name, byte[] fingerprint) throws SQLException {
    try (Connection connection = system.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into platform_fingerprint (name, fingerprint) values (?, ?) on conflict do nothing");
        PreparedStatement select =
            connection.prepareStatement(
                "select fingerprint from platform_fingerprint where name = ?")) {
      insert.setString(1, name);
      insert.setBytes(2, fingerprint);
      insert.executeUpdate();
      select.setString(1, name);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        if (!Pepper.same(row.getBytes(1), fingerprint)) {
          throw new StartRefusedException(
              "The "
                  + name
                  + " is not the one that this database was used with. Restore the file, then start again.");
        }
      }
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
