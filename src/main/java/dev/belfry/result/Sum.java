package dev.belfry.result;

import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an hour or a day of a monitor adds up to. */
record Sum(Instant at, TimeSums time, Answers answers) {
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
}
