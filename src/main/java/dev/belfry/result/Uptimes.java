package dev.belfry.result;

import dev.belfry.access.Access;
import dev.belfry.account.Plans;
import dev.belfry.monitor.MonitorId;
import dev.belfry.platform.event.AccountId;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * Time by state of many monitors over any span, in the caller's transaction: days where they are
 * whole, hours at the edges, and periods themselves since the last hour that was summed up.
 */
@ApplicationScoped
@SuppressWarnings("InlineFormatString") // they are read on their own
public class Uptimes {
  /** Where the sums of hours and of days end: later ones are not made, or just being made again. */
  private static final String EDGE =
      """
      select least(w.queued_to, (select min(at) from result_due where not of_day)),
        least(w.queued_to, (select date_trunc('day', min(at), 'UTC') from result_due))
      from result_watermark w""";

  /**
   * An array whose length the planner does not know: whatever it is, the plan is that for few, by
   * the key, and nothing is compiled for it. A join with all sums at once is ten times as slow
   * where the planner errs.
   */
  private static final String PICKED =
      "with picked as materialized (select unnest((select ?::uuid[])) as monitor_id)\n";

  private static final String SUMS =
      """
      select p.monitor_id, s.band, t.* from picked p cross join unnest(?::int[], ?::timestamptz[], ?::timestamptz[]) s (band, lo, hi)
      cross join lateral (
        select sum(up_ms), sum(degraded_ms), sum(down_ms), sum(unknown_ms), sum(paused_ms), sum(maintenance_ms), sum(outages),
          sum(looks_up + looks_degraded + looks_down + looks_unknown), sum(looks_down)
        from %s r where r.monitor_id = p.monitor_id and r.at >= s.lo and r.at < s.hi having count(*) > 0) t
      union all
      """;

  private static final String STATES =
      """
      select p.monitor_id, s.band, t.* from picked p cross join unnest(?::int[], ?::timestamptz[], ?::timestamptz[]) s (band, lo, hi)
      cross join lateral (
        select (sum(ms) filter (where status = 'UP'))::bigint, (sum(ms) filter (where status = 'DEGRADED'))::bigint,
          (sum(ms) filter (where status = 'DOWN'))::bigint,
          (sum(ms) filter (where status not in ('UP', 'DEGRADED', 'DOWN', 'PAUSED', 'MAINTENANCE', 'PENDING')))::bigint,
          (sum(ms) filter (where status = 'PAUSED'))::bigint, (sum(ms) filter (where status = 'MAINTENANCE'))::bigint,
          count(*) filter (where status = 'DOWN' and since >= s.lo and (
            select x.status from result_period x where x.monitor_id = p.monitor_id and x.since < t.since and x.status not in ('UNKNOWN', 'MAINTENANCE')
            order by x.since desc limit 1) is distinct from 'DOWN'), 0::bigint, 0::bigint
        from (
          select r.status, r.since, (extract(epoch from least(r.until, s.hi) - greatest(r.since, s.lo)) * 1000)::bigint ms
          from (
            select r.status, r.since, lead(r.since, 1, 'infinity') over (order by r.since) until
            from result_period r where r.monitor_id = p.monitor_id and r.since < s.hi and r.since >= coalesce(
              (select max(x.since) from result_period x where x.monitor_id = p.monitor_id and x.since <= s.lo), '-infinity')) r
          where r.until > s.lo) t
        having count(*) > 0) t""";

  private static final String SQL =
      PICKED + SUMS.formatted("result_hour") + SUMS.formatted("result_day") + STATES;

  private static final String LONGEST =
      """
      select p.monitor_id, max((extract(epoch from least(s.until, e.hi) - greatest(s.since, e.lo)) * 1000)::bigint)
      from (select ?::timestamptz lo, ?::timestamptz hi) e cross join unnest((select ?::uuid[])) p (monitor_id) cross join lateral (
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
  Bands.Edge edge() {
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
    return of(access.account(), monitors, from, to);
  }

  /** The same where nobody calls, in a transaction bound to the account. */
  public Map<MonitorId, TimeSums> of(
      AccountId account, Collection<MonitorId> monitors, Instant from, Instant to) {
    Instant now = clock.instant();
    Instant hourly = hourlySince(account, now);
    Instant end = end(to, now, from.isBefore(hourly));
    Instant begin = begin(from, hourly);
    return begin.isBefore(end) ? read(monitors, List.of(begin), end).getFirst() : Map.of();
  }

  /**
   * The same from each of these instants until now, in their order.
   *
   * @param begins not after now
   */
  public List<Map<MonitorId, TimeSums>> untilNow(
      Collection<MonitorId> monitors, List<Instant> begins) {
    Instant now = clock.instant();
    Instant hourly = hourlySince(access.account(), now);
    List<Instant> aligned = begins.stream().map(at -> begin(at, hourly)).toList();
    List<Instant> cuts = aligned.stream().distinct().sorted().toList();
    List<Map<MonitorId, TimeSums>> found = read(monitors, cuts, now);
    return aligned.stream().map(at -> found.get(cuts.indexOf(at))).toList();
  }

  private Instant hourlySince(AccountId account, Instant now) {
    return now.minus(plans.of(account).retention().hourly());
  }

  private static Instant begin(Instant from, Instant hourly) {
    return from.isBefore(hourly) ? Hours.day(from) : Hours.of(from);
  }

  /**
   * In one statement, of which each sum is read once.
   *
   * @param begins of hours, ascending
   * @return by begin
   */
  List<Map<MonitorId, TimeSums>> read(
      Collection<MonitorId> monitors, List<Instant> begins, Instant end) {
    try (Connection connection = app.getConnection()) {
      Bands bands = Bands.of(begins, end, edge(connection));
      try (PreparedStatement statement = connection.prepareStatement(SQL)) {
        statement.setArray(1, ids(connection, monitors));
        set(statement, 2, bands.hours());
        set(statement, 5, bands.days());
        set(statement, 8, bands.states());
        return read(statement, begins.size());
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

  private static Bands.Edge edge(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(EDGE);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return new Bands.Edge(
          Hours.of(row.getObject(1, OffsetDateTime.class).toInstant()),
          Hours.day(row.getObject(2, OffsetDateTime.class).toInstant()));
    }
  }

  private static List<Map<MonitorId, TimeSums>> read(PreparedStatement statement, int bands)
      throws SQLException {
    List<Map<MonitorId, TimeSums>> found = new ArrayList<>();
    for (int band = 0; band < bands; band++) {
      found.add(new HashMap<>());
    }
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        MonitorId monitor = new MonitorId(row.getObject(1, UUID.class));
        TimeSums sums = sums(row);
        for (int band = row.getInt(2); band >= 0; band--) {
          found.get(band).merge(monitor, sums, TimeSums::plus);
        }
      }
    }
    return found;
  }

  private static TimeSums sums(ResultSet row) throws SQLException {
    return new TimeSums(
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7),
        row.getLong(8),
        row.getLong(9),
        row.getLong(10),
        row.getLong(11));
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

  private static void set(PreparedStatement statement, int at, List<Bands.Piece> pieces)
      throws SQLException {
    set(statement, at, "int4", pieces, Bands.Piece::band);
    set(statement, at + 1, "timestamptz", pieces, piece -> piece.from().atOffset(ZoneOffset.UTC));
    set(statement, at + 2, "timestamptz", pieces, piece -> piece.to().atOffset(ZoneOffset.UTC));
  }

  private static void set(
      PreparedStatement statement,
      int at,
      String type,
      List<Bands.Piece> pieces,
      Function<Bands.Piece, Object> value)
      throws SQLException {
    statement.setArray(
        at, statement.getConnection().createArrayOf(type, pieces.stream().map(value).toArray()));
  }
}
