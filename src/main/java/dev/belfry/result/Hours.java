package dev.belfry.result;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Hours and days of UTC. */
final class Hours {
  /** The first key of the advisory locks that hold an hour open; the second is its number. */
  static final int LOCK = 1917;

  /** The second key of the lock that holds all hours open for a change of state. */
  static final int STATES = 0;

  private static final int SECONDS = 3_600;

  private Hours() {}

  static int number(Instant at) {
    return Math.toIntExact(Math.floorDiv(at.getEpochSecond(), SECONDS));
  }

  static Instant of(Instant at) {
    return at.truncatedTo(ChronoUnit.HOURS);
  }

  /** The first full hour that is not before. */
  static Instant from(Instant at) {
    Instant hour = of(at);
    return hour.equals(at) ? hour : hour.plus(1, ChronoUnit.HOURS);
  }

  static Instant day(Instant at) {
    return at.atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS).toInstant();
  }

  /** The first full day that is not before. */
  static Instant dayFrom(Instant at) {
    Instant day = day(at);
    return day.equals(at) ? day : day.plus(1, ChronoUnit.DAYS);
  }

  static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
