package dev.belfry.monitor;

import java.time.Duration;
import java.time.Instant;

/** When to look next: on the beat of the interval, without making up for what was missed. */
public final class Cadence {
  private Cadence() {}

  /** The first beat after now, counted from the beat that was due. */
  public static Instant next(Instant due, Duration interval, Instant now) {
    if (now.isBefore(due)) {
      return due.plus(interval);
    }
    long missed = Duration.between(due, now).dividedBy(interval);
    return due.plus(interval.multipliedBy(missed + 1));
  }
}
