package dev.belfry.access.key.upkeep;

import dev.belfry.access.key.KeyCare;
import dev.belfry.platform.database.Accounts;
import dev.belfry.platform.event.AccountId;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Does what the policies of the accounts ask of their keys, and tells what is to come. Every
 * replica may do it at once: a key is looked at under its lock, and remembers what was told.
 */
@ApplicationScoped
class KeyUpkeep {
  private static final Logger LOG = Logger.getLogger(KeyUpkeep.class);
  private static final String DUE =
      """
      select k.account_id, k.id from access_key k left join access_key_policy p on p.account_id = k.account_id
      where k.revoked_at is null and k.deleted_at is null and k.successor_id is null
        and not ('expired' = any (k.told))
        and (k.expires_at <= ?
          or (k.created_at <= ? - p.rotate_after_days * interval '1 day' and not ('rotation_due' = any (k.told)))
          or (p.max_life_days is not null and not ('max_life' = any (k.told))
            and (k.expires_at is null or k.expires_at > k.created_at + p.max_life_days * interval '1 day'))
          or (k.created_at <= ? - p.revoke_unused_after_days * interval '1 day' and not exists (
            select 1 from access_key_usage u where u.account_id = k.account_id and u.key_id = k.id
              and u.last_used_at > ? - p.revoke_unused_after_days * interval '1 day')))
      order by k.account_id, k.id""";

  private final AgroalDataSource system;
  private final Accounts accounts;
  private final KeyCare care;
  private final InstantSource clock;

  KeyUpkeep(
      @DataSource("system") AgroalDataSource system,
      Accounts accounts,
      KeyCare care,
      InstantSource clock) {
    this.system = system;
    this.accounts = accounts;
    this.care = care;
    this.clock = clock;
  }

  private record Due(AccountId account, UUID key) {}

  @Scheduled(every = "1h", delayed = "2m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void runDue() throws SQLException {
    Instant now = clock.instant();
    for (Due due : due(now)) {
      try {
        accounts.in(due.account(), () -> care.lookAfter(due.account(), due.key(), now));
      } catch (RuntimeException e) {
        LOG.warnf("a key could not be looked after: %s", e.getMessage());
      }
    }
  }

  private List<Due> due(Instant now) throws SQLException {
    OffsetDateTime moment = now.atOffset(ZoneOffset.UTC);
    try (Connection connection = system.getConnection();
        PreparedStatement statement = connection.prepareStatement(DUE)) {
      statement.setObject(1, moment.plus(Duration.ofDays(KeyCare.FIRST_NOTICE_DAYS)));
      for (int i = 2; i <= 4; i++) {
        statement.setObject(i, moment);
      }
      List<Due> due = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          due.add(
              new Due(new AccountId(rows.getObject(1, UUID.class)), rows.getObject(2, UUID.class)));
        }
      }
      return due;
    }
  }
}
