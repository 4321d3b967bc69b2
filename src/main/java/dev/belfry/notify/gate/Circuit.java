package dev.belfry.notify.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The circuit breaker of an endpoint.
 *
 * @param failures in a row
 * @param openSince null while it is closed
 * @param rests how many it has taken since
 * @param restUntil when the next probe may go; null while it is closed
 */
record Circuit(int failures, @Nullable Instant openSince, int rests, @Nullable Instant restUntil) {
  static final int OPENS_AFTER = 5;
  static final List<Duration> RESTS =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(2),
          Duration.ofMinutes(5),
          Duration.ofMinutes(10));
  private static final Duration MOST_ASKED = Duration.ofHours(1);

  boolean isOpen() {
    return openSince != null;
  }

  /**
   * After one more failure.
   *
   * @param probe whether it was the probe: others were under way before it opened, and prolong
   *     nothing
   * @param asked how long the receiver asked us to wait; heeded up to an hour
   * @param draw from 0 (inclusive) to 1 (exclusive): a rest takes from half to the whole of its
   *     step
   */
  Circuit failed(Instant at, boolean probe, @Nullable Duration asked, double draw) {
    int more = failures + 1;
    boolean opens = !isOpen() && more >= OPENS_AFTER;
    if (!opens && !(isOpen() && probe)) {
      return new Circuit(more, openSince, rests, restUntil);
    }
    Duration step = RESTS.get(Math.min(rests, RESTS.size() - 1));
    Duration rest = Duration.ofMillis((long) (step.toMillis() * (1 + draw) / 2));
    if (asked != null && asked.compareTo(rest) > 0) {
      rest = asked.compareTo(MOST_ASKED) < 0 ? asked : MOST_ASKED;
    }
    return new Circuit(more, opens ? at : openSince, rests + 1, at.plus(rest));
  }
}
