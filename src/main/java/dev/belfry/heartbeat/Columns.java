package dev.belfry.heartbeat;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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
    Array array = connection.createArrayOf(type, rows.stream().map(value).toArray());
    statement.setArray(++set, array);
    return this;
  }

  Columns<T> times(Function<T, @Nullable Instant> value) throws SQLException {
    return add(
        "timestamptz",
        row -> {
          Instant at = value.apply(row);
          return at == null ? null : at.atOffset(ZoneOffset.UTC);
        });
  }

  static Array ids(Connection connection, List<UUID> ids) throws SQLException {
    return connection.createArrayOf("uuid", ids.toArray());
  }

  static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
