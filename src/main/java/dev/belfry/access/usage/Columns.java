package dev.belfry.access.usage;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One value of every row as an array of PostgreSQL, for statements that write many at once. */
public record Columns<T>(Connection connection, List<T> rows) {
  public Array of(String type, Function<T, @Nullable Object> value) throws SQLException {
    return connection.createArrayOf(type, rows.stream().map(value).toArray());
  }
}
