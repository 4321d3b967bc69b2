package dev.belfry.access.watch;

import dev.belfry.platform.event.AccountId;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Keys that nobody used for a while, and that nobody would miss. */
@ApplicationScoped
class UnusedKeys {
  private static final Duration WHILE = Duration.ofDays(90);
  private static final String SQL =
      """
      select k.account_id, k.id from access_key k
      where k.revoked_at is null and k.deleted_at is null and k.disabled_at is null
        and (k.expires_at is null or k.expires_at > ?) and k.created_at <= ?
        and not exists (select 1 from access_key_usage u where u.account_id = k.account_id and u.key_id = k.id
          and u.last_used_at > ?)
        and not exists (select 1 from access_flag f where f.account_id = k.account_id and f.subject_id = k.id
          and f.kind = 'unused' and f.at > ?)
      order by k.account_id, k.id limit 1000""";

  private final AgroalDataSource system;

  UnusedKeys(@DataSource("system") AgroalDataSource system) {
    this.system = system;
  }

  record Unused(AccountId account, UUID key) {}

  /** Those that were not flagged for it in the same while; some at a time. */
  List<Unused> at(Instant now) throws SQLException {
    Object before = now.minus(WHILE).atOffset(ZoneOffset.UTC);
    List<Unused> found = new ArrayList<>();
    try (Connection connection = system.getConnection();
        PreparedStatement statement = connection.prepareStatement(SQL)) {
      statement.setObject(1, now.atOffset(ZoneOffset.UTC));
      statement.setObject(2, before);
      statement.setObject(3, before);
      statement.setObject(4, before);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(
              new Unused(
                  new AccountId(row.getObject(1, UUID.class)), row.getObject(2, UUID.class)));
        }
      }
    }
    return found;
  }
}
