package dev.belfry.notify.delivery;

import dev.belfry.notify.NotifyConfig;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;

/**
 * Forgets what was kept long enough, some at a time so that nobody waits, never what is still to be
 * sent; and lets go what waits for an earlier one that is not there any more.
 */
@ApplicationScoped
class DeliveryUpkeep {
  private static final int AT_ONCE = 1_000;

  /** Whoever posts it and whoever ends the earlier one have committed by then. */
  private static final Duration SETTLED = Duration.ofMinutes(5);

  private static final String LOST =
      """
      update notify_delivery set due_at = ? where ctid = any (array(
        select d.ctid from notify_delivery d
        where d.status = 'PENDING' and d.due_at is null and d.created_at < ?
          and not exists (select 1 from notify_delivery e
            where e.account_id = d.account_id and e.endpoint_id = d.endpoint_id and e.about = d.about
              and e.status = 'PENDING' and (e.due_at is not null or e.place < d.place))
        limit ? for update skip locked))""";

  private static final String DELIVERED =
      """
      delete from notify_delivery where ctid = any (array(
        select ctid from notify_delivery where done_at < ? and status = 'DELIVERED' limit ? for update skip locked))""";

  private static final String UNDELIVERED =
      """
      delete from notify_delivery where ctid = any (array(
        select ctid from notify_delivery
        where done_at < ? and status in ('FAILED', 'HELD', 'DIGESTED') limit ? for update skip locked))""";

  private static final String MESSAGES =
      """
      delete from notify_message where ctid = any (array(
        select m.ctid from notify_message m where m.at < ? and not exists (
          select 1 from notify_delivery d where d.account_id = m.account_id and d.message_id = m.id)
        limit ? for update skip locked))""";

  private static final String ENDPOINTS =
      """
      delete from notify_endpoint where ctid = any (array(
        select e.ctid from notify_endpoint e
        where greatest(e.last_success_at, e.last_failure_at) < ? and not exists (
          select 1 from notify_delivery d
          where d.account_id = e.account_id and d.endpoint_id = e.endpoint_id and d.status = 'PENDING')
        limit ? for update skip locked))""";

  private final AgroalDataSource system;
  private final NotifyConfig config;
  private final InstantSource clock;

  DeliveryUpkeep(
      @DataSource("system") AgroalDataSource system, NotifyConfig config, InstantSource clock) {
    this.system = system;
    this.config = config;
    this.clock = clock;
  }

  @Scheduled(every = "5m", delayed = "2m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void runDue() throws SQLException {
    Instant now = clock.instant();
    Instant delivered = now.minus(config.keepDelivered());
    Instant failed = now.minus(config.keepFailed());
    Instant oldest = delivered.isBefore(failed) ? delivered : failed;
    try (Connection connection = system.getConnection()) {
      letGo(connection, now);
      forget(connection, DELIVERED, delivered);
      forget(connection, UNDELIVERED, failed);
      forget(connection, MESSAGES, oldest);
      forget(connection, ENDPOINTS, oldest);
    }
  }

  private static void letGo(Connection connection, Instant now) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LOST)) {
      statement.setObject(1, now.atOffset(ZoneOffset.UTC));
      statement.setObject(2, now.minus(SETTLED).atOffset(ZoneOffset.UTC));
      statement.setInt(3, AT_ONCE);
      statement.executeUpdate();
    }
  }

  private static void forget(Connection connection, String sql, Instant before)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, before.atOffset(ZoneOffset.UTC));
      statement.setInt(2, AT_ONCE);
      while (statement.executeUpdate() == AT_ONCE) {
        // the next ones
      }
    }
  }
}
