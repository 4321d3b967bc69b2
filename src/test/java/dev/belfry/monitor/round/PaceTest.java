package dev.belfry.monitor.round;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
  private static final Duration LEAST = Duration.ofNanos(200_000);

  /** In microseconds from one look to the next. */
  @ParameterizedTest
  @CsvSource({
    "0, 5000",
    "1, 5000",
    "100, 5000",
    "6000, 5000",
    "12000, 2500",
    "60000, 500",
    "1000000, 200"
  })
  void whatIsOverdueIsMadeUpForWithinABoundedTime(int overdue, long micros) {
    assertEquals(Duration.ofNanos(micros * 1000), Pace.gap(overdue, LEAST));
  }

  @Test
  void catchingUpTakesHalfAMinuteUnlessTheMostPerSecondForbidsIt() {
    Random random = new Random(5);
    for (int i = 0; i < 10_000; i++) {
      int overdue = random.nextInt(1, 150_000);
      Duration all = Pace.gap(overdue, LEAST).multipliedBy(overdue);
      assertTrue(all.compareTo(Pace.CATCH_UP) <= 0, overdue + " take " + all);
    }
  }

  @Test
  void looksStartInTheOrderInWhichTheyComeAndApart() {
    Random random = new Random(6);
    long now = Long.MAX_VALUE - 1_000_000; // nanoTime may overflow
    Pace pace = new Pace(now);
    long before = now;
    long wish = now;
    for (int i = 0; i < 10_000; i++) {
      wish += random.nextInt(400_000);
      long start = pace.place(wish, LEAST);
      assertTrue(start - before >= LEAST.toNanos(), "too close together");
      assertTrue(start - wish >= 0, "before its time");
      before = start;
    }
  }

  @Test
  void nobodyWaitsWhereThereIsNoCrowd() {
    Pace pace = new Pace(0);
    assertEquals(1_000_000, pace.place(1_000_000, LEAST));
    assertEquals(2_000_000, pace.place(2_000_000, LEAST));
    assertEquals(2_200_000, pace.place(2_000_000, LEAST));
    assertEquals(Duration.ofNanos(1_200_000), pace.ahead(1_000_000));
    assertEquals(Duration.ZERO, pace.ahead(3_000_000));
  }
}
