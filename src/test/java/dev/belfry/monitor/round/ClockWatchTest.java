package dev.belfry.monitor.round;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockWatchTest {
  private static final Instant NOON = Instant.parse("2030-01-31T12:00:00Z");
  private static final long SECOND = 1_000_000_000L;

  /** Seconds that pass, and seconds by which the clock is moved meanwhile. */
  @ParameterizedTest
  @CsvSource({
    "1, 0, false",
    "1, -1, false",
    "1, -4, false",
    "1, -6, true",
    "100, -3600, true",
    "3600, -3600, true",
    "1, 3600, false",
    "36000, 0, false"
  })
  void noticesThatTheClockWasSetBack(long passed, long moved, boolean noticed) {
    ClockWatch watch = new ClockWatch();
    long nanos = Long.MAX_VALUE - SECOND;
    watch.wasSetBack(NOON, nanos);
    assertEquals(
        noticed, watch.wasSetBack(NOON.plusSeconds(passed + moved), nanos + passed * SECOND));
  }

  @ParameterizedTest
  @CsvSource({"0", "7"})
  void theFirstTimeNobodyKnows(long nanos) {
    ClockWatch watch = new ClockWatch();
    assertEquals(true, watch.wasSetBack(NOON, nanos));
    assertEquals(false, watch.wasSetBack(NOON, nanos));
  }
}
