package dev.belfry.heartbeat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belfry.access.Access;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.MonitorReach;
import dev.belfry.monitor.MonitorService;
import dev.belfry.platform.page.Cursor;
import dev.belfry.platform.page.Stretch;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What came, for whoever may see the monitor; and another URL for whoever may change it. */
@ApplicationScoped
@Transactional
class PingHistory {
  private static final String PINGS =
      """
      select n, at, kind, exit_status, run, duration_ms, late_seconds, verdict, code, coalesce(message, report) as said,
        metrics, method, address, user_agent, host, env, body, body_bytes
      from heartbeat_ping where account_id = ? and monitor_id = ? and n < ? order by n desc limit ?""";
  private static final String RUNS =
      """
      select id, run, started_at, ended_at, status, exit_status, duration_ms from heartbeat_run
      where account_id = ? and monitor_id = ? and (started_at, id) < (?, ?)
      order by started_at desc, id desc limit ?""";
  private static final String ROTATE =
      "update heartbeat set token = ? where account_id = ? and monitor_id = ?";
  private static final UUID LAST = new UUID(-1, -1);
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private final AgroalDataSource app;
  private final Access access;
  private final MonitorService monitors;
  private final MonitorReach reach;
  private final ObjectMapper mapper;

  PingHistory(
      AgroalDataSource app,
      Access access,
      MonitorService monitors,
      MonitorReach reach,
      ObjectMapper mapper) {
    this.app = app;
    this.access = access;
    this.monitors = monitors;
    this.reach = reach;
    this.mapper = mapper;
  }

  private record Run(UUID id, RunView view) {}

  Stretch<PingView> pings(MonitorId monitor, @Nullable String after, int limit) {
    monitors.requireVisible(monitor);
    Cursor cursor = Cursor.parse(after);
    List<PingView> found = new ArrayList<>();
    try (Connection connection = app.getConnection();
        PreparedStatement statement = connection.prepareStatement(PINGS)) {
      statement.setObject(1, access.account().uuid());
      statement.setObject(2, monitor.uuid());
      statement.setLong(3, cursor == null ? Long.MAX_VALUE : cursor.id().getLeastSignificantBits());
      statement.setInt(4, limit + 1);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(ping(row));
        }
      }
    } catch (SQLException | JsonProcessingException e) {
      throw new IllegalStateException("pings could not be read", e);
    }
    return Stretch.of(
        found, limit, ping -> ping, ping -> new Cursor(ping.at(), new UUID(0, ping.n())));
  }

  private PingView ping(ResultSet row) throws SQLException, JsonProcessingException {
    String metrics = row.getString("metrics");
    String verdict = row.getString("verdict");
    JsonNode read = metrics == null ? null : mapper.readTree(metrics);
    int bytes = row.getInt("body_bytes");
    return new PingView(
        row.getLong("n"),
        Objects.requireNonNull(Columns.time(row, "at")),
        row.getString("kind"),
        row.getObject("exit_status", Integer.class),
        row.getString("run"),
        row.getObject("duration_ms", Long.class),
        row.getObject("late_seconds", Long.class),
        verdict == null ? null : verdict.toLowerCase(java.util.Locale.ROOT),
        row.getString("code"),
        row.getString("said"),
        read,
        row.getString("method"),
        row.getString("address"),
        row.getString("user_agent"),
        row.getString("host"),
        row.getString("env"),
        row.getString("body"),
        bytes,
        bytes > PingService.BODY_LIMIT);
  }

  Stretch<RunView> runs(MonitorId monitor, @Nullable String after, int limit) {
    monitors.requireVisible(monitor);
    Cursor cursor = Cursor.parse(after);
    List<Run> found = new ArrayList<>();
    try (Connection connection = app.getConnection();
        PreparedStatement statement = connection.prepareStatement(RUNS)) {
      statement.setObject(1, access.account().uuid());
      statement.setObject(2, monitor.uuid());
      statement.setObject(3, (cursor == null ? LATEST : cursor.at()).atOffset(ZoneOffset.UTC));
      statement.setObject(4, cursor == null ? LAST : cursor.id());
      statement.setInt(5, limit + 1);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(run(row));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("runs could not be read", e);
    }
    return Stretch.of(found, limit, Run::view, run -> new Cursor(run.view().startedAt(), run.id()));
  }

  private static Run run(ResultSet row) throws SQLException {
    return new Run(
        row.getObject("id", UUID.class),
        new RunView(
            row.getString("run"),
            Objects.requireNonNull(Columns.time(row, "started_at")),
            Columns.time(row, "ended_at"),
            row.getString("status"),
            row.getObject("exit_status", Integer.class),
            row.getObject("duration_ms", Long.class)));
  }

  /** Gives it another URL; the one before leads nowhere from then on. */
  MonitorService.Versioned rotate(MonitorId monitor) {
    reach.change(HeartbeatChecker.KIND, monitor, "monitor.ping_url_rotated");
    try (Connection connection = app.getConnection();
        PreparedStatement statement = connection.prepareStatement(ROTATE)) {
      statement.setObject(1, UUID.randomUUID());
      statement.setObject(2, access.account().uuid());
      statement.setObject(3, monitor.uuid());
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("a URL could not be exchanged", e);
    }
    return monitors.get(monitor);
  }
}
