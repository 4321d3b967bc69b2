package dev.belfry.result;

import dev.belfry.access.Access;
import dev.belfry.account.Plans;
import dev.belfry.monitor.MonitorId;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Time by state of many monitors over any span, in the caller's transaction: days where they are
 * whole, hours at the edges, and periods themselves since the last hour that was summed up.
 */
@ApplicationScoped
public class Uptimes {
  private static final String COLUMNS =
      "monitor_id, up_ms::bigint, degraded_ms::bigint, down_ms::bigint, unknown_ms::bigint, paused_ms::bigint, maintenance_ms::bigint,"
          + " outages::bigint, (looks_up + looks_degraded + looks_down + looks_unknown)::bigint checks, looks_down::bigint failures";

  /** Where the sums end: hours after it are not summed up, or are just being summed up again. */
  private static final String EDGE =
      "select least(w.queued_to, (select min(at) from result_due where not of_day)) from result_watermark w";

  private static final String SQL =
      """
      with picked as (select * from unnest(?::uuid[]) p (monitor_id)),
      parts as (
        select %1$s from result_hour where monitor_id in (select monitor_id from picked) and at >= ? and at < ?
        union all
        select %1$s from result_hour where monitor_id in (select monitor_id from picked) and at >= ? and at < ?
        union all
        select %1$s from result_day where monitor_id in (select monitor_id from picked) and at >= ? and at < ?
        union all
        select t.monitor_id, sum(ms) filter (where status = 'UP'), sum(ms) filter (where status = 'DEGRADED'),
          sum(ms) filter (where status = 'DOWN'),
          sum(ms) filter (where status not in ('UP', 'DEGRADED', 'DOWN', 'PAUSED', 'MAINTENANCE', 'PENDING')),
          sum(ms) filter (where status = 'PAUSED'), sum(ms) filter (where status = 'MAINTENANCE'),
          count(*) filter (where status = 'DOWN' and since >= lo and (
            select x.status from result_period x where x.monitor_id = t.monitor_id and x.since < t.since and x.status <> 'UNKNOWN'
            order by x.since desc limit 1) is distinct from 'DOWN'), 0, 0
        from (
          select p.monitor_id, s.status, s.since, e.lo,
            (extract(epoch from least(s.until, e.hi) - greatest(s.since, e.lo)) * 1000)::bigint ms
          from (select ?::timestamptz lo, ?::timestamptz hi) e cross join picked p cross join lateral (
            select r.status, r.since, lead(r.since, 1, 'infinity') over (order by r.since) until
            from result_period r where r.monitor_id = p.monitor_id and r.since < e.hi and r.since >= coalesce(
              (select max(x.since) from result_period x where x.monitor_id = p.monitor_id and x.since <= e.lo), '-infinity')) s
          where e.lo < e.hi and s.until > e.lo) t
        group by 1)
      select monitor_id, sum(up_ms), sum(degraded_ms), sum(down_ms), sum(unknown_ms), sum(paused_ms), sum(maintenance_ms),
        sum(outages), sum(checks), sum(failures)
      from parts group by 1"""
          .formatted(COLUMNS);

  private static final String LONGEST =
      """
      select p.monitor_id, max((extract(epoch from least(s.until, e.hi) - greatest(s.since, e.lo)) * 1000)::bigint)
      from (select ?::timestamptz lo, ?::timestamptz hi) e cross join unnest(?::uuid[]) p (monitor_id) cross join lateral (
        select r.status, r.since, lead(r.since, 1, 'infinity') over (order by r.since) until
        from result_period r where r.monitor_id = p.monitor_id and r.since < e.hi and r.since >= coalesce(
          (select max(x.since) from result_period x where x.monitor_id = p.monitor_id and x.since <= e.lo), '-infinity')) s
      where s.status = 'DOWN' and s.until > e.lo group by 1""";

  private final AgroalDataSource app;
  private final Access access;
  private final Plans plans;
  private final InstantSource clock;

  Uptimes(AgroalDataSource app, Access access, Plans plans, InstantSource clock) {
    this.app = app;
    this.access = access;
    this.plans = plans;
    this.clock = clock;
  }

  /** Where the sums of the bound account end. */
  Instant edge() {
    try (Connection connection = app.getConnection()) {
      return edge(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("the end of the sums could not be read", e);
    }
  }

  /**
   * What is known of these monitors from an instant to another, at most to now; a monitor of which
   * nothing is known is left out. Both are taken to the beginning of their hour, since hours are
   * the smallest that is kept, but for an end within the running hour; where the plan keeps no
   * hours any more, of their day of UTC.
   */
  public Map<MonitorId, TimeSums> of(Collection<MonitorId> monitors, Instant from, Instant to) {
    Instant now = clock.instant();
    boolean daysOnly = from.isBefore(now.minus(plans.of(access.account()).retention().hourly()));
    Instant begin = daysOnly ? Hours.day(from) : Hours.of(from);
    Instant end = end(to, now, daysOnly);
    try (Connection connection = app.getConnection()) {
      Parts parts = Parts.of(begin, end, edge(connection));
      try (PreparedStatement statement = connection.prepareStatement(SQL)) {
        statement.setArray(1, ids(connection, monitors));
        set(statement, 2, parts.from(), parts.firstDay());
        set(statement, 4, parts.endOfDays(), parts.endOfHours());
        set(statement, 6, parts.firstDay(), parts.endOfDays());
        set(statement, 8, parts.endOfHours(), end);
        return read(statement);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("uptime could not be read", e);
    }
  }

  private static Instant end(Instant to, Instant now, boolean daysOnly) {
    if (to.isBefore(Hours.of(now))) {
      return daysOnly ? Hours.day(to) : Hours.of(to);
    }
    return to.isBefore(now) ? to : now;
  }

  /** The longest time without a break, in milliseconds, that each was down; within the span. */
  public Map<MonitorId, Long> longestOutages(
      Collection<MonitorId> monitors, Instant from, Instant to) {
    Instant now = clock.instant();
    try (Connection connection = app.getConnection();
        PreparedStatement statement = connection.prepareStatement(LONGEST)) {
      set(statement, 1, Hours.of(from), end(to, now, false));
      statement.setArray(3, ids(connection, monitors));
      Map<MonitorId, Long> found = new HashMap<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.put(new MonitorId(row.getObject(1, UUID.class)), row.getLong(2));
        }
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException("outages could not be read", e);
    }
  }

  /**
   * Hours until the first whole day, days, hours after the last whole day that is surely summed up,
   * and what comes after the last hour.
   */
  private record Parts(Instant from, Instant firstDay, Instant endOfDays, Instant endOfHours) {
    static Parts of(Instant from, Instant end, Instant edge) {
      Instant summed = Hours.of(end.isBefore(edge) ? end : edge);
      Instant endOfHours = summed.isBefore(from) ? from : summed;
      Instant firstDay = Hours.dayFrom(from);
      Instant endOfDays = Hours.day(endOfHours.minus(1, ChronoUnit.DAYS));
      return endOfDays.isAfter(firstDay)
          ? new Parts(from, firstDay, endOfDays, endOfHours)
          : new Parts(from, from, from, endOfHours);
    }
  }

  private static Instant edge(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(EDGE);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getObject(1, OffsetDateTime.class).toInstant();
    }
  }

  private static Map<MonitorId, TimeSums> read(PreparedStatement statement) throws SQLException {
    Map<MonitorId, TimeSums> found = new HashMap<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        found.put(
            new MonitorId(row.getObject(1, UUID.class)),
            new TimeSums(
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                row.getLong(8),
                row.getLong(9),
                row.getLong(10)));
      }
    }
    return found;
  }

  private static java.sql.Array ids(Connection connection, Collection<MonitorId> monitors)
      throws SQLException {
    return connection.createArrayOf("uuid", monitors.stream().map(MonitorId::uuid).toArray());
  }

  private static void set(PreparedStatement statement, int at, Instant from, Instant to)
      throws SQLException {
    statement.setObject(at, from.atOffset(ZoneOffset.UTC));
    statement.setObject(at + 1, to.atOffset(ZoneOffset.UTC));
  }
}
