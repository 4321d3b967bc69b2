package dev.belfry.monitor.round;

import java.time.Duration;

/**
 * Looks that start one after the other, in the order in which they come. Instants are of {@link
 * System#nanoTime}, which no setting of the clock moves.
 */
final class Pace {
  /** What is overdue, as after an outage, is made up for within this time... */
  static final Duration CATCH_UP = Duration.ofSeconds(30);

  /** ...or, where it is little, with this much time from one look to the next. */
  static final Duration LEISURE = Duration.ofMillis(5);

  private long last;

  Pace(long now) {
    this.last = now;
  }

  /**
   * From the start of one overdue look to the next.
   *
   * @param overdue how many there are
   * @param least however many there are
   */
  static Duration gap(int overdue, Duration least) {
    Duration even = CATCH_UP.dividedBy(Math.max(1, overdue));
    Duration gap = even.compareTo(LEISURE) < 0 ? even : LEISURE;
    return gap.compareTo(least) < 0 ? least : gap;
  }

  /** When the next one starts: not before it wishes to, nor sooner than the gap after the last. */
  long place(long wish, Duration gap) {
    long turn = last + gap.toNanos();
    last = turn - wish > 0 ? turn : wish;
    return last;
  }

  /** How long the line is. */
  Duration ahead(long now) {
    return Duration.ofNanos(Math.max(0, last - now));
  }
}
