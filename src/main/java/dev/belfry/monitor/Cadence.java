package dev.belfry.monitor;

import java.time.Duration;
import java.time.Instant;

/**
 * When to look next: on the beat of the interval, without making up for what was missed; and when
 * nobody has looked for too long.
 */
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

  /**
   * Later than two intervals, and than another replica needs to take over from a dead one.
   *
   * @param lease how long whoever looks may take
   */
  public static boolean isOverdue(Instant due, Duration interval, Duration lease, Instant now) {
    Duration takenOver = lease.plusSeconds(5);
    Duration twice = interval.multipliedBy(2);
    Duration most = twice.compareTo(takenOver) > 0 ? twice : takenOver;
    return now.isAfter(due.plus(most));
  }
}
