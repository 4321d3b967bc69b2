package dev.belfry.result;

import dev.belfry.monitor.MonitorId;
import io.agroal.api.AgroalDataSource;
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
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Time by state of many monitors day by day, in the caller's transaction and whoever asks: in three
 * statements, however many monitors and days there are.
 */
@ApplicationScoped
public class DailyTimes {
  private static final String TIMES =
      "up_ms, degraded_ms, down_ms, unknown_ms, paused_ms, maintenance_ms, outages,"
          + " looks_up, looks_degraded, looks_down, looks_unknown, latency_sum";

  /** As the plan of {@link Uptimes}: few or many, by the key. */
  private static final String SQL =
      """
      with picked as materialized (select unnest((select ?::uuid[])) as monitor_id)
      select p.monitor_id, d.* from picked p cross join lateral (
        select r.at, %s from result_day r where r.monitor_id = p.monitor_id and r.at >= ? and r.at < ?) d
      union all
      select p.monitor_id, h.* from picked p cross join lateral (
        select date_trunc('day', r.at, 'UTC'), %s
        from result_hour r where r.monitor_id = p.monitor_id and r.at >= ? and r.at < ? group by 1) h"""
          .formatted(TIMES, TIMES.replaceAll("(\\w+)", "sum($1)"));

  private final AgroalDataSource app;
  private final Uptimes uptimes;
  private final InstantSource clock;

  DailyTimes(AgroalDataSource app, Uptimes uptimes, InstantSource clock) {
    this.app = app;
    this.uptimes = uptimes;
    this.clock = clock;
  }

  /**
   * A day of UTC.
   *
   * @param latencyMs of good looks on average; null where there were none, or none is summed up yet
   */
  public record Day(TimeSums time, @Nullable Integer latencyMs) {
    private Day plus(Day other) {
      return new Day(time.plus(other.time), latencyMs == null ? other.latencyMs : latencyMs);
    }
  }

  /**
   * @param from the beginning of the first day, taken to the beginning of its day of UTC
   * @return by monitor and beginning of a day, to now; days of which nothing is known are left out
   */
  public Map<MonitorId, Map<Instant, Day>> since(Collection<MonitorId> monitors, Instant from) {
    Instant first = Hours.day(from);
    Bands.Edge edge = uptimes.edge();
    Map<MonitorId, Map<Instant, Day>> found = new HashMap<>();
    read(monitors, first, edge, found);
    Instant now = clock.instant();
    List<Instant> begins = new ArrayList<>();
    for (Instant at = Hours.later(first, edge.hours());
        at.isBefore(now);
        at = Hours.day(at).plus(Duration.ofDays(1))) {
      begins.add(at);
    }
    if (!begins.isEmpty()) {
      List<Map<MonitorId, TimeSums>> left = uptimes.read(monitors, begins, now);
      for (int i = 0; i < begins.size(); i++) {
        Map<MonitorId, TimeSums> later = i + 1 < left.size() ? left.get(i + 1) : Map.of();
        Instant day = Hours.day(begins.get(i));
        left.get(i)
            .forEach(
                (monitor, sums) ->
                    add(
                        found,
                        monitor,
                        day,
                        new Day(minus(sums, later.getOrDefault(monitor, TimeSums.NONE)), null)));
      }
    }
    return found;
  }

  private void read(
      Collection<MonitorId> monitors,
      Instant first,
      Bands.Edge edge,
      Map<MonitorId, Map<Instant, Day>> found) {
    try (Connection connection = app.getConnection();
        PreparedStatement statement = connection.prepareStatement(SQL)) {
      statement.setArray(
          1, connection.createArrayOf("uuid", monitors.stream().map(MonitorId::uuid).toArray()));
      statement.setObject(2, first.atOffset(ZoneOffset.UTC));
      statement.setObject(3, edge.days().atOffset(ZoneOffset.UTC));
      statement.setObject(4, Hours.later(first, edge.days()).atOffset(ZoneOffset.UTC));
      statement.setObject(5, edge.hours().atOffset(ZoneOffset.UTC));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          add(
              found,
              new MonitorId(row.getObject(1, UUID.class)),
              row.getObject(2, OffsetDateTime.class).toInstant(),
              day(row));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("days could not be read", e);
    }
  }

  private static Day day(ResultSet row) throws SQLException {
    long answered = row.getLong(10) + row.getLong(11);
    TimeSums time =
        new TimeSums(
            row.getLong(3),
            row.getLong(4),
            row.getLong(5),
            row.getLong(6),
            row.getLong(7),
            row.getLong(8),
            row.getLong(9),
            answered + row.getLong(12) + row.getLong(13),
            row.getLong(12));
    return new Day(time, answered == 0 ? null : Math.toIntExact(row.getLong(14) / answered));
  }

  private static void add(
      Map<MonitorId, Map<Instant, Day>> found, MonitorId monitor, Instant day, Day what) {
    found.computeIfAbsent(monitor, none -> new HashMap<>()).merge(day, what, Day::plus);
  }

  private static TimeSums minus(TimeSums all, TimeSums later) {
    return new TimeSums(
        all.upMs() - later.upMs(),
        all.degradedMs() - later.degradedMs(),
        all.downMs() - later.downMs(),
        all.unknownMs() - later.unknownMs(),
        all.pausedMs() - later.pausedMs(),
        all.maintenanceMs() - later.maintenanceMs(),
        all.outages() - later.outages(),
        all.checks() - later.checks(),
        all.failures() - later.failures());
  }
}
