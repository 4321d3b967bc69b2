package dev.belfry.access.watch;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How well we know where somebody calls from.
 *
 * @param since the first call from a known network; null where there is none
 * @param calls from known networks
 */
record Acquaintance(@Nullable Instant since, long calls) {
  private static final Duration LONG_ENOUGH = Duration.ofDays(1);
  private static final int OFTEN_ENOUGH = 20;

  /** Whether a network that is new at this moment is strange; to a stranger all are new. */
  boolean isStrange(Instant newAt) {
    return since != null && !since.plus(LONG_ENOUGH).isAfter(newAt) && calls >= OFTEN_ENOUGH;
  }
}
