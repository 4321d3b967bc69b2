package dev.belfry.notify;

import dev.belfry.notify.gate.Gate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When to try again: a delay drawn from half to the whole of a growing step, until the horizon
 * after the first attempt is reached, where the last attempt is made. The steps are those of
 * Standard Webhooks.
 */
record Backoff(List<Duration> steps, Duration horizon) {
  static final Backoff STANDARD =
      new Backoff(
          List.of(
              Duration.ofSeconds(5),
              Duration.ofMinutes(5),
              Duration.ofMinutes(30),
              Duration.ofHours(2),
              Duration.ofHours(5),
              Duration.ofHours(10),
              Duration.ofHours(14),
              Duration.ofHours(20),
              Duration.ofHours(24)),
          Gate.LIFE);
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration MOST_ASKED = Duration.ofHours(24);

  /**
   * The delay before the next attempt; empty when it is given up.
   *
   * @param tries failed attempts so far, from 1
   * @param age since the first of them
   * @param asked how long the receiver asked us to wait; heeded up to a day
   * @param draw from 0 (inclusive) to 1 (exclusive)
   */
  Optional<Duration> next(int tries, Duration age, @Nullable Duration asked, double draw) {
    Duration left = horizon.minus(age);
    if (!left.isPositive()) {
      return Optional.empty();
    }
    Duration step = steps.get(Math.min(tries, steps.size()) - 1);
    Duration delay = longer(SHORTEST, Duration.ofMillis((long) (step.toMillis() * (1 + draw) / 2)));
    if (asked != null) {
      delay = longer(delay, shorter(asked, MOST_ASKED));
    }
    return Optional.of(shorter(delay, left));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
