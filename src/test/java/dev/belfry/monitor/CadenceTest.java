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
}
