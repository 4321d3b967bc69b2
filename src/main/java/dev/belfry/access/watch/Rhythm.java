package dev.belfry.access.watch;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When somebody calls.
 *
 * @param since the first call that we know of; null where there is none
 * @param hours in how many hours of the last four weeks there were calls
 * @param inThisHour whether some were in this hour of the week
 */
record Rhythm(@Nullable Instant since, int hours, boolean inThisHour) {
  static final Duration WEEKS = Duration.ofDays(28);

  /** Fewer tell nothing: who calls twice a month comes in a new hour nearly always. */
  private static final int ENOUGH_HOURS = 40;

  boolean isKnownFor(Duration time, Instant hour) {
    return since != null && !since.plus(time).isAfter(hour);
  }

  boolean isBroken(Instant hour) {
    return isKnownFor(WEEKS, hour) && hours >= ENOUGH_HOURS && !inThisHour;
  }
}
