package dev.belfry.result;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Sums hours up from looks and periods, and days from hours, in the transaction of its caller. A
 * sum is made anew from all that is there and takes the place of the one before, so that it may be
 * made any number of times.
 *
 * <p>Time without a look for twice the interval, the timeout and a minute is unknown, whatever the
 * state was: nobody looked.
 */
@SuppressWarnings("InlineFormatString") // they are read on their own
final class HourSums {
  /** So far back is the look before the hour, which may be of a monitor looked at daily. */
  private static final int LONGEST_GAP_HOURS = 96;

  private static final String PICKED_DAYS =
      "with picked as (select * from unnest(?::uuid[], ?::uuid[], ?::timestamptz[]) as p (monitor_id, account_id, at)),\n";

  private static final String HOURS =
      """
      with picked as (
        select *, least(at + interval '1 hour', ?::timestamptz) until
        from unnest(?::uuid[], ?::uuid[], ?::timestamptz[]) as p (monitor_id, account_id, at)),
      """
          + """
      looked as materialized (
        select p.monitor_id, p.at, l.verdict, case when l.verdict in ('U', 'G') then width_bucket(l.latency_ms, ?::int[]) end bucket,
          count(*) n, min(l.latency_ms) least, max(l.latency_ms) most, sum(l.latency_ms) total
        from picked p join result_look l on l.monitor_id = p.monitor_id and l.at >= p.at and l.at < p.until
        where l.at >= ? and l.at < ?
        group by 1, 2, 3, 4),
      counted as (
        select monitor_id, at, sum(n) filter (where verdict = 'U') up, sum(n) filter (where verdict = 'G') degraded,
          sum(n) filter (where verdict = 'D') down, sum(n) filter (where verdict = 'N') unknown,
          min(least) filter (where bucket is not null) least, max(most) filter (where bucket is not null) most,
          sum(total) filter (where bucket is not null) total
        from looked group by 1, 2),
      latencies as (
        select monitor_id, at, array_agg((bucket << 22) | least(n, 4194303)::int order by bucket) latency
        from (select monitor_id, at, bucket, sum(n) n from looked where bucket is not null group by 1, 2, 3) b group by 1, 2),
      gaps as materialized (
        select * from (
          select p.monitor_id, p.at, seen.at lo, lead(seen.looked, 1, p.until) over (partition by p.monitor_id, p.at order by seen.looked, seen.at) hi
          from picked p join monitor m on m.id = p.monitor_id and m.kind <> 'heartbeat'
          cross join lateral (
            select coalesce(b.at, p.at) looked, coalesce(b.at + make_interval(secs => 2 * m.interval_seconds + m.timeout_seconds + 60), p.at) at
            from (values (1)) one left join lateral (
              select l.at from result_look l where l.monitor_id = p.monitor_id and l.at < p.at and l.at >= ?
              order by l.at desc limit 1) b on true
            union all
            select l.at, l.at + make_interval(secs => 2 * m.interval_seconds + m.timeout_seconds + 60)
            from result_look l where l.monitor_id = p.monitor_id and l.at >= p.at and l.at < p.until and l.at >= ? and l.at < ?
          ) seen) g where hi > lo and hi > at),
      spans as (
        select p.monitor_id, p.at, s.status, s.since, greatest(s.since, p.at) lo, least(s.until, p.until) hi
        from picked p cross join lateral (
          select r.status, r.since, lead(r.since, 1, 'infinity') over (order by r.since) until
          from result_period r where r.monitor_id = p.monitor_id and r.since < p.until
            and r.since >= coalesce((select max(x.since) from result_period x where x.monitor_id = p.monitor_id and x.since <= p.at), '-infinity')) s
        where s.until > p.at),
      timed as (
        select s.*, extract(epoch from s.hi - s.lo) * 1000 ms,
          case when s.status in ('UP', 'DEGRADED', 'DOWN') then coalesce((
            select sum(extract(epoch from least(g.hi, s.hi) - greatest(g.lo, s.lo)) * 1000) from gaps g
            where g.monitor_id = s.monitor_id and g.at = s.at and g.hi > s.lo and g.lo < s.hi), 0) else 0 end lost
        from spans s),
      stood as (
        select monitor_id, at, sum(ms - lost) filter (where status = 'UP') up, sum(ms - lost) filter (where status = 'DEGRADED') degraded,
          sum(ms - lost) filter (where status = 'DOWN') down, sum(ms) filter (where status = 'PAUSED') paused,
          sum(ms) filter (where status = 'MAINTENANCE') maintenance,
          sum(lost) + coalesce(sum(ms) filter (where status not in ('UP', 'DEGRADED', 'DOWN', 'PAUSED', 'MAINTENANCE', 'PENDING')), 0) unknown,
          count(*) filter (where status = 'DOWN' and since >= at and (
            select x.status from result_period x where x.monitor_id = t.monitor_id and x.since < t.since and x.status not in ('UNKNOWN', 'MAINTENANCE')
            order by x.since desc limit 1) is distinct from 'DOWN') outages
        from timed t group by 1, 2)
      select p.monitor_id, p.account_id, p.at, coalesce(s.up, 0), coalesce(s.degraded, 0), coalesce(s.down, 0), coalesce(s.unknown, 0),
        coalesce(s.paused, 0), coalesce(s.maintenance, 0), coalesce(s.outages, 0), coalesce(c.up, 0), coalesce(c.degraded, 0),
        coalesce(c.down, 0), coalesce(c.unknown, 0), c.least, c.most, coalesce(c.total, 0), coalesce(l.latency, '{}')
      from picked p left join stood s using (monitor_id, at) left join counted c using (monitor_id, at)
      left join latencies l using (monitor_id, at)
      where s.monitor_id is not null or c.monitor_id is not null""";

  private static final String LIVE =
      "select "
          + Sum.COLUMNS
          + " from (\n"
          + HOURS
          + ") as s (monitor_id, account_id, "
          + Sum.COLUMNS
          + ") order by at";

  private static final String DAYS =
      PICKED_DAYS
          + """
      hours as materialized (
        select h.*, p.at as day from picked p join result_hour h
        on h.monitor_id = p.monitor_id and h.at >= p.at and h.at < p.at + interval '1 day'),
      latencies as (
        select monitor_id, day, array_agg((bucket << 22) | least(n, 4194303)::int order by bucket) latency
        from (select h.monitor_id, h.day, one >> 22 bucket, sum(one & 4194303) n from hours h, unnest(h.latency) one group by 1, 2, 3) b
        group by 1, 2)
      insert into result_day
      select h.monitor_id, h.account_id, h.day, sum(up_ms), sum(degraded_ms), sum(down_ms), sum(unknown_ms), sum(paused_ms),
        sum(maintenance_ms), sum(outages), sum(looks_up), sum(looks_degraded), sum(looks_down), sum(looks_unknown),
        min(latency_min), max(latency_max), sum(latency_sum), coalesce(min(l.latency), '{}')
      from hours h left join latencies l using (monitor_id, day) group by 1, 2, 3""";

  private static final String DELETE =
      "delete from %s t using unnest(?::uuid[], ?::timestamptz[]) as p (monitor_id, at) where t.monitor_id = p.monitor_id and t.at = p.at";

  private final Connection connection;

  HourSums(Connection connection) {
    this.connection = connection;
  }

  /** An hour or a day of a monitor. */
  record Piece(UUID monitor, UUID account, Instant at) {}

  void hours(List<Piece> pieces) throws SQLException {
    delete("result_hour", pieces);
    try (PreparedStatement statement =
        connection.prepareStatement("insert into result_hour\n" + HOURS)) {
      statement.setObject(1, utc(last(pieces).plus(1, ChronoUnit.HOURS)));
      pick(statement, 2, pieces);
      bound(statement, pieces);
      statement.executeUpdate();
    }
  }

  /**
   * What hours add up to that are not over or not summed up yet, until that moment; nothing is
   * written.
   */
  List<Sum> untilNow(List<Piece> pieces, Instant now) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LIVE)) {
      statement.setObject(1, utc(now));
      pick(statement, 2, pieces);
      bound(statement, pieces);
      return Sum.read(statement);
    }
  }

  private void bound(PreparedStatement statement, List<Piece> pieces) throws SQLException {
    Instant first = first(pieces);
    Instant end = last(pieces).plus(1, ChronoUnit.HOURS);
    statement.setArray(5, connection.createArrayOf("int4", Latency.BOUNDS.toArray()));
    statement.setObject(6, utc(first));
    statement.setObject(7, utc(end));
    statement.setObject(8, utc(first.minus(LONGEST_GAP_HOURS, ChronoUnit.HOURS)));
    statement.setObject(9, utc(first));
    statement.setObject(10, utc(end));
  }

  void days(List<Piece> pieces) throws SQLException {
    delete("result_day", pieces);
    try (PreparedStatement statement = connection.prepareStatement(DAYS)) {
      pick(statement, 1, pieces);
      statement.executeUpdate();
    }
  }

  private void delete(String table, List<Piece> pieces) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DELETE.formatted(table))) {
      statement.setArray(1, array("uuid", pieces, Piece::monitor));
      statement.setArray(2, array("timestamptz", pieces, piece -> utc(piece.at())));
      statement.executeUpdate();
    }
  }

  private void pick(PreparedStatement statement, int at, List<Piece> pieces) throws SQLException {
    statement.setArray(at, array("uuid", pieces, Piece::monitor));
    statement.setArray(at + 1, array("uuid", pieces, Piece::account));
    statement.setArray(at + 2, array("timestamptz", pieces, piece -> utc(piece.at())));
  }

  private Array array(String type, List<Piece> pieces, Function<Piece, Object> value)
      throws SQLException {
    return connection.createArrayOf(type, pieces.stream().map(value).toArray());
  }

  private static Object utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  private static Instant first(List<Piece> pieces) {
    return pieces.stream().map(Piece::at).min(Comparator.naturalOrder()).orElseThrow();
  }

  private static Instant last(List<Piece> pieces) {
    return pieces.stream().map(Piece::at).max(Comparator.naturalOrder()).orElseThrow();
  }
}
