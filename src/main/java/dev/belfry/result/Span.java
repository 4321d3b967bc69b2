package dev.belfry.result;

import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.time.Times;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** From an instant (inclusive) to another (exclusive); either may be open. */
record Span(@Nullable Instant from, @Nullable Instant to) {
  /**
   * @throws Problem 400 when one is no time, or the end is not after the beginning
   */
  static Span parse(@Nullable String from, @Nullable String to) {
    Span span = new Span(instant("from", from), instant("to", to));
    if (span.from != null && span.to != null && !span.from.isBefore(span.to)) {
      throw Problem.parameter("to", "must be after from");
    }
    return span;
  }

  private static @Nullable Instant instant(String parameter, @Nullable String text) {
    try {
      return text == null ? null : Times.parse(text);
    } catch (DateTimeException e) {
      throw Problem.parameter(parameter, "must be a time such as 2030-01-31T12:00:00Z");
    }
  }
}
