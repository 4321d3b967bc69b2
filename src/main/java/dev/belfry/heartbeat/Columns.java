package dev.belfry.heartbeat;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows as arrays of PostgreSQL, one a column, set one after the other; and times read back. */
final class Columns<T> {
  private final Connection connection;
  private final PreparedStatement statement;
  private final List<T> rows;
  private int set;

  Columns(Connection connection, PreparedStatement statement, List<T> rows) {
    this.connection = connection;
    this.statement = statement;
    this.rows = rows;
  }

  Columns<T> add(String type, Function<T, @Nullable Object> value) throws SQLException {
    @Nullable Object[] values = room(type, rows.size());
    boolean empty = true;
    for (int i = 0; i < values.length; i++) {
      values[i] = value.apply(rows.get(i));
      empty &= values[i] == null;
    }
    // unnest fills shorter columns up with nulls
    statement.setArray(++set, connection.createArrayOf(type, empty ? room(type, 0) : values));
    return this;
  }

  /** The driver sends in binary what has the type of its array, and all else as text. */
  private static @Nullable Object[] room(String type, int size) {
    return switch (type) {
      case "text" -> new @Nullable String[size];
      case "bigint" -> new @Nullable Long[size];
      case "int" -> new @Nullable Integer[size];
      case "boolean" -> new @Nullable Boolean[size];
      default -> new @Nullable Object[size];
    };
  }

  /** As microseconds, which {@link #time(String)} reads: text would be parsed at each ping. */
  Columns<T> times(Function<T, @Nullable Instant> value) throws SQLException {
    return add(
        "bigint",
        row -> {
          Instant at = value.apply(row);
          return at == null ? null : ChronoUnit.MICROS.between(Instant.EPOCH, at);
        });
  }

  /** The time that a column of {@link #times} holds. */
  static String time(String column) {
    return "timestamptz 'epoch' + " + column + " * interval '1 microsecond'";
  }

  static Array ids(Connection connection, List<UUID> ids) throws SQLException {
    return connection.createArrayOf("uuid", ids.toArray());
  }

  static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
