package dev.belfry.result;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an hour or a day of a monitor adds up to. */
record Sum(Instant at, TimeSums time, Answers answers) {
  /** As the tables of hours and of days have them, after the monitor and the account. */
  static final String COLUMNS =
      "at, up_ms, degraded_ms, down_ms, unknown_ms, paused_ms, maintenance_ms, outages,"
          + " looks_up, looks_degraded, looks_down, looks_unknown, latency_min, latency_max, latency_sum, latency";

  /**
   * How long good looks took, in milliseconds.
   *
   * @param counts by the buckets of {@link Latency}
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Answers(
      long number, @Nullable Integer least, @Nullable Integer most, long sum, long[] counts) {
    private Answers plus(Answers other) {
      long[] together = counts.clone();
      for (int i = 0; i < together.length; i++) {
        together[i] += other.counts[i];
      }
      return new Answers(
          number + other.number,
          Stream.of(this, other)
              .map(Answers::least)
              .filter(Objects::nonNull)
              .min(Integer::compare)
              .orElse(null),
          Stream.of(this, other)
              .map(Answers::most)
              .filter(Objects::nonNull)
              .max(Integer::compare)
              .orElse(null),
          sum + other.sum,
          together);
    }
  }

  Sum plus(Sum other) {
    return new Sum(at, time.plus(other.time), answers.plus(other.answers));
  }

  Sum at(Instant begin) {
    return new Sum(begin, time, answers);
  }

  /** Of a query for {@link #COLUMNS}. */
  static List<Sum> read(PreparedStatement statement) throws SQLException {
    List<Sum> found = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        found.add(sum(row));
      }
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
