package dev.belfry.monitor.standing;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * When to look next: on the beat of the interval, without making up for what was missed; and when
 * nobody has looked for too long. A monitor keeps the beat of its first look; one that had to stand
 * in line, because too many are on the same beat, gets a beat of its own, which follows from its id
 * and spreads all of them evenly.
 */
public final class Cadence {
  private Cadence() {}

  /**
   * The first beat after now, counted from the beat that was due. A due time far ahead, as after
   * the clock was set back, is no beat to wait for.
   */
  public static Instant next(Instant due, Duration interval, Instant now) {
    if (now.isBefore(due) && !now.isBefore(due.minus(interval.dividedBy(2)))) {
      return due.plus(interval);
    }
    long nanos = interval.toNanos();
    long missed = Math.floorDiv(ChronoUnit.NANOS.between(due, now), nanos);
    return due.plusNanos(nanos * (missed + 1));
  }

  /**
   * The first beat of its own that is at least half an interval away, so that the way there is
   * between half an interval and one and a half.
   */
  public static Instant ownBeat(UUID id, Duration interval, Instant now) {
    long millis = interval.toMillis();
    long earliest = now.plus(interval.dividedBy(2)).toEpochMilli();
    long ahead = Math.floorMod(phase(id, millis) - earliest, millis);
    return Instant.ofEpochMilli(earliest + ahead);
  }

  /** Even for ids that were made one after the other. */
  private static long phase(UUID id, long millis) {
    long mixed = id.getLeastSignificantBits() * 0x9E3779B97F4A7C15L;
    return Math.floorMod(mixed ^ (mixed >>> 32), millis);
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
