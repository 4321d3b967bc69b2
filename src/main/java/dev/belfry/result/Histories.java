package dev.belfry.result;

import dev.belfry.access.Access;
import dev.belfry.monitor.MonitorId;
import dev.belfry.result.HourSums.Piece;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** The sums of one monitor, in the caller's transaction. */
@ApplicationScoped
@SuppressWarnings("InlineFormatString") // it is read on its own
class Histories {
  private static final String SQL =
      "select " + Sum.COLUMNS + " from %s where monitor_id = ? and at >= ? and at < ? order by at";

  private final AgroalDataSource app;
  private final Access access;

  Histories(AgroalDataSource app, Access access) {
    this.app = app;
    this.access = access;
  }

  /** By beginning; hours or days of which nothing is known are left out. */
  List<Sum> hours(MonitorId monitor, Instant from, Instant to) {
    return read("result_hour", monitor, from, to);
  }

  List<Sum> days(MonitorId monitor, Instant from, Instant to) {
    return read("result_day", monitor, from, to);
  }

  /** What these hours add up to by now, from the looks and the states; nothing is written. */
  List<Sum> untilNow(MonitorId monitor, List<Instant> hours, Instant now) {
    if (hours.isEmpty()) {
      return List.of();
    }
    UUID account = access.account().uuid();
    try (Connection connection = app.getConnection()) {
      return new HourSums(connection)
          .untilNow(
              hours.stream().map(hour -> new Piece(monitor.uuid(), account, hour)).toList(), now);
    } catch (SQLException e) {
      throw new IllegalStateException("hours could not be summed up", e);
    }
  }

  private List<Sum> read(String table, MonitorId monitor, Instant from, Instant to) {
    try (Connection connection = app.getConnection();
        PreparedStatement statement = connection.prepareStatement(SQL.formatted(table))) {
      statement.setObject(1, monitor.uuid());
      statement.setObject(2, from.atOffset(ZoneOffset.UTC));
      statement.setObject(3, to.atOffset(ZoneOffset.UTC));
      return Sum.read(statement);
    } catch (SQLException e) {
      throw new IllegalStateException("sums could not be read", e);
    }
  }
}
