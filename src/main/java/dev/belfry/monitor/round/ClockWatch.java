package dev.belfry.monitor.round;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Notices that the clock was set back, by comparing it with time as it passes. */
final class ClockWatch {
  private static final Duration TOLERANCE = Duration.ofSeconds(5);

  private @Nullable Instant last;
  private long lastNanos;

  /**
   * Also when asked for the first time, since nobody knows what was before.
   *
   * @param nanos of {@link System#nanoTime}
   */
  boolean wasSetBack(Instant now, long nanos) {
    Instant expected = last == null ? Instant.MAX : last.plusNanos(nanos - lastNanos);
    last = now;
    lastNanos = nanos;
    return now.isBefore(expected) && expected.minus(TOLERANCE).isAfter(now);
  }
}
