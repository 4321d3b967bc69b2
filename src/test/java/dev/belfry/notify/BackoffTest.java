package dev.belfry.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
  private static final Backoff BACKOFF = Backoff.STANDARD;

  /** Tries, age, what the receiver asked for, draw, delay. */
  @ParameterizedTest
  @CsvSource({
    "1, PT0S, , 0, PT2.5S",
    "1, PT0S, , 0.5, PT3.75S",
    "2, PT5S, , 0, PT2M30S",
    "3, PT5M5S, , 0, PT15M",
    "4, PT35M, , 0, PT1H",
    "5, PT2H35M, , 0, PT2H30M",
    "6, PT7H35M, , 0, PT5H",
    "7, PT17H, , 0, PT7H",
    "8, PT31H, , 0, PT10H",
    "9, PT51H, , 0, PT12H",
    "40, PT24H, , 0, PT12H",
    "9, PT71H, , 0.5, PT1H",
    "1, PT0S, PT2M, 0.5, PT2M",
    "4, PT1H, PT10S, 0, PT1H",
    "1, PT0S, PT1000H, 0.5, PT24H",
    "1, PT60H, PT1000H, 0.5, PT12H",
    "1, PT0S, PT0S, 0, PT2.5S",
  })
  void waits(int tries, Duration age, Duration asked, double draw, Duration delay) {
    assertEquals(Optional.of(delay), BACKOFF.next(tries, age, asked, draw));
  }

  @ParameterizedTest
  @CsvSource({"PT72H", "PT100H"})
  void givesUpAfterThreeDays(Duration age) {
    assertEquals(Optional.empty(), BACKOFF.next(12, age, Duration.ofMinutes(1), 0.5));
  }

  @Test
  void makesTheLastAttemptJustThreeDaysAfterTheFirst() {
    Random random = new Random(42);
    for (int round = 0; round < 1000; round++) {
      Duration age = Duration.ZERO;
      int tries = 1;
      Optional<Duration> delay = BACKOFF.next(tries, age, null, random.nextDouble());
      while (delay.isPresent()) {
        age = age.plus(delay.get());
        delay = BACKOFF.next(++tries, age, null, random.nextDouble());
      }
      assertEquals(Duration.ofDays(3), age);
      assertTrue(tries > 8 && tries < 20, "attempts: " + tries);
    }
  }
}
