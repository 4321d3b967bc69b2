package dev.belfry.result;

import dev.belfry.access.Access;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.MonitorService;
import dev.belfry.platform.page.Cursor;
import dev.belfry.platform.page.Stretch;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** History of looks, and its end. */
@ApplicationScoped
class ResultService {
  private static final int AT_ONCE = 10_000;

  private final Access access;
  private final MonitorService monitors;
  private final AgroalDataSource system;
  private final ResultConfig config;
  private final InstantSource clock;

  ResultService(
      Access access,
      MonitorService monitors,
      @DataSource("system") AgroalDataSource system,
      ResultConfig config,
      InstantSource clock) {
    this.access = access;
    this.monitors = monitors;
    this.system = system;
    this.config = config;
    this.clock = clock;
  }

  @Transactional
  Stretch<ResultView> list(MonitorId monitor, Span span, @Nullable String cursor, int limit) {
    monitors.requireVisible(monitor);
    return Stretch.of(
        StoredLook.listed(access.account(), monitor, span, Cursor.parse(cursor), limit),
        limit,
        ResultView::of,
        look -> new Cursor(look.at, look.id));
  }

  /** Drops what is too old, some at a time so that nobody waits. */
  @Scheduled(
      every = "10m",
      delayed = "1m",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void forget() throws SQLException {
    try (Connection connection = system.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "delete from result_look where ctid = any(array(select ctid from result_look where at < ? limit ?))")) {
      statement.setObject(1, clock.instant().minus(config.keepRaw()).atOffset(ZoneOffset.UTC));
      statement.setInt(2, AT_ONCE);
      while (statement.executeUpdate() == AT_ONCE) {
        // the next ones
      }
    }
  }
}
