package dev.belfry.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CadenceTest {
  @ParameterizedTest
  @CsvSource({"0, 60", "30, 60", "59, 60", "60, 120", "61, 120", "3600, 3660", "-5, 60"})
  void theNextBeatIsTheFirstAfterNow(long now, long next) {
    Instant due = Instant.EPOCH;
    assertEquals(
        due.plusSeconds(next), Cadence.next(due, Duration.ofSeconds(60), due.plusSeconds(now)));
  }

  /** Two intervals, or the lease and 5 seconds if that is longer; the moment itself is in time. */
  @ParameterizedTest
  @CsvSource({
    "60, 20, 120, false",
    "60, 20, 121, true",
    "10, 20, 25, false",
    "10, 20, 26, true",
    "10, 11, 20, false",
    "10, 11, 21, true",
    "30, 70, 75, false",
    "30, 70, 76, true",
    "60, 20, -5, false",
  })
  void isOverdueWhenNobodyCanHaveTakenOver(long interval, long lease, long late, boolean overdue) {
    assertEquals(
        overdue,
        Cadence.isOverdue(
            Instant.EPOCH,
            Duration.ofSeconds(interval),
            Duration.ofSeconds(lease),
            Instant.EPOCH.plusSeconds(late)));
  }
}
