package dev.belfry.result;

import dev.belfry.monitor.MonitorId;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** The sums of one monitor, in the caller's transaction. */
@ApplicationScoped
@SuppressWarnings("InlineFormatString") // it is read on its own
class Histories {
  private static final String SQL =
      """
      select at, up_ms, degraded_ms, down_ms, unknown_ms, paused_ms, maintenance_ms, outages,
        looks_up, looks_degraded, looks_down, looks_unknown, latency_min, latency_max, latency_sum, latency
      from %s where monitor_id = ? and at >= ? and at < ? order by at""";

  private final AgroalDataSource app;

  Histories(AgroalDataSource app) {
    this.app = app;
  }

  /** By beginning; hours or days of which nothing is known are left out. */
  List<Sum> hours(MonitorId monitor, Instant from, Instant to) {
    return read("result_hour", monitor, from, to);
  }

  List<Sum> days(MonitorId monitor, Instant from, Instant to) {
    return read("result_day", monitor, from, to);
  }

  private List<Sum> read(String table, MonitorId monitor, Instant from, Instant to) {
    List<Sum> found = new ArrayList<>();
    try (Connection connection = app.getConnection();
        PreparedStatement statement = connection.prepareStatement(SQL.formatted(table))) {
      statement.setObject(1, monitor.uuid());
      statement.setObject(2, from.atOffset(ZoneOffset.UTC));
      statement.setObject(3, to.atOffset(ZoneOffset.UTC));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(sum(row));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("sums could not be read", e);
    }
    return found;
  }

  private static Sum sum(ResultSet row) throws SQLException {
    long answered = row.getLong(9) + row.getLong(10);
    TimeSums time =
        new TimeSums(
            row.getLong(2),
            row.getLong(3),
            row.getLong(4),
            row.getLong(5),
            row.getLong(6),
            row.getLong(7),
            row.getLong(8),
            answered + row.getLong(11) + row.getLong(12),
            row.getLong(11));
    return new Sum(
        row.getObject(1, OffsetDateTime.class).toInstant(),
        time,
        new Sum.Answers(
            answered,
            (Integer) row.getObject(13),
            (Integer) row.getObject(14),
            row.getLong(15),
            Latency.counts((Integer[]) row.getArray(16).getArray())));
  }
}
