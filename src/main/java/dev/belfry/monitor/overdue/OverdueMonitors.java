package dev.belfry.monitor.overdue;

import dev.belfry.monitor.Judgement;
import dev.belfry.monitor.MonitorId;
import dev.belfry.platform.event.AccountId;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
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
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Finds monitors that should have been looked at long ago, of all accounts, and says so once. */
@ApplicationScoped
class OverdueMonitors {
  private static final Logger LOG = Logger.getLogger(OverdueMonitors.class);

  /** In one run: when all are late, others wait for the next one. */
  static final int MOST = 1_000;

  private static final Duration CATCHING_UP = Duration.ofMinutes(1);

  /** As Cadence says it; no monitor is overdue sooner than by two of the shortest intervals. */
  private static final String OVERDUE =
      """
      select s.account_id, s.monitor_id
      from monitor_state s join monitor m on m.id = s.monitor_id
      where s.due_at < ?::timestamptz - interval '20 seconds' and not s.overdue
        and s.due_at < ?::timestamptz - greatest(2 * m.interval_seconds, s.lease_seconds + 5) * interval '1 second'
      order by s.due_at limit ?""";

  private static final String COUNT = "select count(*) from monitor_state where overdue";

  private final AgroalDataSource system;
  private final Judgement judgement;
  private final InstantSource clock;
  private final AtomicLong overdue = new AtomicLong();
  private @Nullable Instant seenAt;
  private @Nullable Instant resumedAt;

  OverdueMonitors(
      @DataSource("system") AgroalDataSource system,
      Judgement judgement,
      InstantSource clock,
      MeterRegistry meters) {
    this.system = system;
    this.judgement = judgement;
    this.clock = clock;
    meters.gauge("belfry.monitors.overdue", overdue);
  }

  private record Late(AccountId account, MonitorId monitor) {}

  @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void round() throws SQLException {
    if (isCaughtUp(clock.instant())) {
      runDue();
    }
    seenAt = clock.instant();
  }

  /**
   * Not for the first minute after a start, a sleep or a time without a database: what came due
   * meanwhile is looked at then, and is no news.
   */
  private boolean isCaughtUp(Instant now) {
    if (seenAt == null || now.isBefore(seenAt) || now.isAfter(seenAt.plus(CATCHING_UP))) {
      resumedAt = now;
    }
    return resumedAt == null || !now.isBefore(resumedAt.plus(CATCHING_UP));
  }

  /** Answers how many monitors were found overdue now. */
  int runDue() throws SQLException {
    Instant now = clock.instant();
    int said = 0;
    for (Late late : late(now)) {
      try {
        said += judgement.overdue(late.account(), late.monitor(), now) ? 1 : 0;
      } catch (RuntimeException e) {
        LOG.errorf(e, "monitor %s is overdue, and that could not be said", late.monitor().text());
      }
    }
    if (said > 0) {
      LOG.warnf("%d monitors were not looked at in time", said);
    }
    overdue.set(count());
    return said;
  }

  private List<Late> late(Instant now) throws SQLException {
    List<Late> late = new ArrayList<>();
    try (Connection connection = system.getConnection();
        PreparedStatement statement = connection.prepareStatement(OVERDUE)) {
      statement.setObject(1, now.atOffset(ZoneOffset.UTC));
      statement.setObject(2, now.atOffset(ZoneOffset.UTC));
      statement.setInt(3, MOST);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          late.add(
              new Late(
                  new AccountId(row.getObject(1, UUID.class)),
                  new MonitorId(row.getObject(2, UUID.class))));
        }
      }
    }
    return late;
  }

  private long count() throws SQLException {
    try (Connection connection = system.getConnection();
        PreparedStatement statement = connection.prepareStatement(COUNT);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }
}
