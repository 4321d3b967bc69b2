package dev.belfry.result;

import dev.belfry.result.HourSums.Piece;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Closes hours that are over and sums them up, and days after their hours. What is to be summed
 * stands in {@code result_due} and is taken from there in the transaction that writes the sum: a
 * crash undoes both, and of several replicas each takes other rows. The row locks are the claims:
 * the work never leaves its transaction, so nobody has to be waited for by a lease.
 */
@ApplicationScoped
class Rollups {
  private static final int AT_ONCE = 500;
  private static final String WAIT = "select pg_advisory_xact_lock(" + Hours.LOCK + ", ?)";

  /** While we wait for one long writer, all others wait behind us. */
  private static final String NOT_FOR_LONG = "set local lock_timeout = '1s'";

  private static final String NOT_AVAILABLE = "55P03";

  /** The order of ids, as whoever marks several late looks does not wait for us in a circle. */
  private static final String QUEUE =
      """
      insert into result_due (monitor_id, account_id, at)
      select id, account_id, ? from monitor where created_at < ? order by id on conflict do nothing""";

  private static final String PICK_HOURS =
      """
      select monitor_id, account_id, at from result_due where not of_day and at < (select queued_to from result_watermark)
      order by at limit %d for update skip locked"""
          .formatted(AT_ONCE);

  private static final String PICK_DAYS =
      """
      select monitor_id, account_id, at from result_due d where of_day and at <= (select queued_to - interval '24 hours' from result_watermark) and not exists (
        select 1 from result_due h where h.monitor_id = d.monitor_id and not h.of_day
        and h.at >= d.at and h.at < d.at + interval '1 day')
      order by at limit %d for update skip locked"""
          .formatted(AT_ONCE);

  /** One that is just being deleted is left alone: we would wait for each other. */
  private static final String LIVING =
      "select id from monitor where id = any(?) order by id for key share skip locked";

  private static final String GONE =
      "select x.id from unnest(?::uuid[]) x (id) where not exists (select 1 from monitor m where m.id = x.id)";

  private static final String DONE =
      "delete from result_due t using unnest(?::uuid[], ?::timestamptz[]) p (monitor_id, at)"
          + " where t.monitor_id = p.monitor_id and t.at = p.at and t.of_day = ?";

  private static final String DAYS_OF =
      """
      insert into result_due (monitor_id, account_id, at, of_day)
      select distinct p.monitor_id, p.account_id, date_trunc('day', p.at, 'UTC'), true
      from unnest(?::uuid[], ?::uuid[], ?::timestamptz[]) p (monitor_id, account_id, at)
      order by 1 on conflict do nothing""";

  private final AgroalDataSource system;
  private final ResultConfig config;
  private final InstantSource clock;

  Rollups(@DataSource("system") AgroalDataSource system, ResultConfig config, InstantSource clock) {
    this.system = system;
    this.config = config;
    this.clock = clock;
  }

  /** Sums up all that is over at this moment. */
  @Scheduled(
      every = "20s",
      delayed = "20s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void runDue() throws SQLException {
    Instant over = Hours.of(clock.instant().minus(config.settle()));
    skipForgotten(over);
    for (Instant hour = queued(); hour.isBefore(over); hour = queued()) {
      if (!close(hour)) {
        break; // until the next turn
      }
      queue(hour);
      sumUp();
    }
    sumUp();
  }

  private void sumUp() {
    while (step(false) || step(true)) {
      // the next ones
    }
  }

  /** Hours of which no look is kept any more have nothing to be summed, as after a long stop. */
  private void skipForgotten(Instant over) {
    Instant from = Hours.of(over.minus(config.keepRaw()));
    QuarkusTransaction.requiringNew()
        .call(
            () ->
                update(
                    "update result_watermark set closed_to = greatest(closed_to, ?), queued_to = ? where queued_to < ?",
                    from,
                    from,
                    from));
  }

  /** The first hour that was not yet put among what is to be summed. */
  private Instant queued() {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              try (Connection connection = system.getConnection();
                  PreparedStatement statement =
                      connection.prepareStatement("select queued_to from result_watermark");
                  ResultSet row = statement.executeQuery()) {
                row.next();
                return instant(row, 1);
              }
            });
  }

  /**
   * Says that the hour is over, and waits for whoever has not seen it: for looks of that hour, then
   * for states. One after the other, since a writer may hold both and whoever held one and waited
   * for the other would stand in its way.
   *
   * @return false where one of them takes too long
   */
  private boolean close(Instant hour) {
    Instant next = hour.plus(1, ChronoUnit.HOURS);
    QuarkusTransaction.requiringNew()
        .call(
            () ->
                update(
                    "update result_watermark set closed_to = ? where closed_to = ?", next, hour));
    return await(Hours.number(hour)) && await(Hours.STATES);
  }

  private boolean await(int lock) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              try (Connection connection = system.getConnection();
                  Statement patience = connection.createStatement();
                  PreparedStatement statement = connection.prepareStatement(WAIT)) {
                patience.execute(NOT_FOR_LONG);
                statement.setInt(1, lock);
                statement.execute();
                return true;
              } catch (SQLException e) {
                if (NOT_AVAILABLE.equals(e.getSQLState())) {
                  QuarkusTransaction.setRollbackOnly();
                  return false;
                }
                throw e;
              }
            });
  }

  private void queue(Instant hour) {
    Instant next = hour.plus(1, ChronoUnit.HOURS);
    QuarkusTransaction.requiringNew()
        .call(
            () ->
                update(
                            "update result_watermark set queued_to = ? where queued_to = ? and closed_to > ?",
                            next,
                            hour,
                            hour)
                        == 1
                    ? update(QUEUE, hour, next.plus(1, ChronoUnit.HOURS))
                    : 0);
  }

  /** Some hours or days; false when there are none. */
  boolean step(boolean days) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              try (Connection connection = system.getConnection()) {
                List<Piece> picked = pick(connection, days);
                return !picked.isEmpty() && sum(connection, picked, days);
              }
            });
  }

  private boolean sum(Connection connection, List<Piece> picked, boolean days) throws SQLException {
    Object[] monitors = picked.stream().map(Piece::monitor).distinct().toArray();
    Set<UUID> living = ids(connection, LIVING, monitors);
    Set<UUID> gone = ids(connection, GONE, monitors);
    List<Piece> ready = picked.stream().filter(piece -> living.contains(piece.monitor())).toList();
    if (!ready.isEmpty()) {
      HourSums sums = new HourSums(connection);
      if (days) {
        sums.days(ready);
      } else {
        sums.hours(ready);
        queueDays(connection, ready);
      }
    }
    List<Piece> done =
        picked.stream()
            .filter(piece -> living.contains(piece.monitor()) || gone.contains(piece.monitor()))
            .toList();
    return done(connection, done, days) > 0;
  }

  private static void queueDays(Connection connection, List<Piece> hours) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DAYS_OF)) {
      statement.setArray(1, array(connection, "uuid", hours.stream().map(Piece::monitor).toList()));
      statement.setArray(2, array(connection, "uuid", hours.stream().map(Piece::account).toList()));
      statement.setArray(
          3,
          array(connection, "timestamptz", hours.stream().map(piece -> utc(piece.at())).toList()));
      statement.executeUpdate();
    }
  }

  private List<Piece> pick(Connection connection, boolean days) throws SQLException {
    List<Piece> picked = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(days ? PICK_DAYS : PICK_HOURS);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        picked.add(
            new Piece(row.getObject(1, UUID.class), row.getObject(2, UUID.class), instant(row, 3)));
      }
    }
    return picked;
  }

  private static int done(Connection connection, List<Piece> done, boolean days)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DONE)) {
      statement.setArray(1, array(connection, "uuid", done.stream().map(Piece::monitor).toList()));
      statement.setArray(
          2,
          array(connection, "timestamptz", done.stream().map(piece -> utc(piece.at())).toList()));
      statement.setBoolean(3, days);
      return statement.executeUpdate();
    }
  }

  private static Set<UUID> ids(Connection connection, String sql, Object[] of) throws SQLException {
    Set<UUID> found = new HashSet<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, connection.createArrayOf("uuid", of));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getObject(1, UUID.class));
        }
      }
    }
    return found;
  }

  private int update(String sql, Instant... values) throws SQLException {
    try (Connection connection = system.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, utc(values[i]));
      }
      return statement.executeUpdate();
    }
  }

  private static java.sql.Array array(Connection connection, String type, List<?> values)
      throws SQLException {
    return connection.createArrayOf(type, values.toArray());
  }

  private static Object utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
