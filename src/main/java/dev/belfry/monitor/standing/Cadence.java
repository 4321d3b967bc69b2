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
   * The first beat, counted from one that was due, that is at least half an interval away: a late
   * look does not have its successor at its heels, and the way there is at most one and a half
   * intervals, also after the clock was set back.
   */
  public static Instant next(Instant due, Duration interval, Instant now) {
    long nanos = interval.toNanos();
    Instant earliest = now.plus(interval.dividedBy(2));
    return due.plusNanos(nanos * Math.ceilDiv(ChronoUnit.NANOS.between(due, earliest), nanos));
  }

  /** The first beat of its own, by the same rule. */
  public static Instant ownBeat(UUID id, Duration interval, Instant now) {
    return next(Instant.ofEpochMilli(phase(id, interval.toMillis())), interval, now);
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
