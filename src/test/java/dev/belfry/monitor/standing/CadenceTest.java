package dev.belfry.monitor.standing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.platform.id.TypeId;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CadenceTest {
  private static final Duration MINUTE = Duration.ofSeconds(60);

  @ParameterizedTest
  @CsvSource({"0, 60", "29, 60", "30, 60", "31, 120", "59, 120", "60, 120", "91, 180", "-5, 60"})
  void theNextBeatIsNotAtTheHeelsOfALateLook(long now, long next) {
    Instant due = Instant.EPOCH;
    assertEquals(due.plusSeconds(next), Cadence.next(due, MINUTE, due.plusSeconds(now)));
  }

  /** Nobody waits an hour for a beat because the clock was set back by an hour. */
  @ParameterizedTest
  @CsvSource({"-30, 0", "-59, 0", "-90, -60", "-91, -60", "-3600, -3540", "-3601, -3540"})
  void aBeatFarAheadIsNotWaitedFor(long now, long next) {
    Instant due = Instant.EPOCH;
    assertEquals(due.plusSeconds(next), Cadence.next(due, MINUTE, due.plusSeconds(now)));
  }

  @Test
  void keepsTheBeatWhateverHappens() {
    Random random = new Random(11);
    for (int i = 0; i < 20_000; i++) {
      Instant due = Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L));
      Duration interval = Duration.ofSeconds(random.nextInt(1, 90_000));
      Instant now = due.plusMillis(random.nextLong(-400_000_000L, 400_000_000L));
      Instant next = Cadence.next(due, interval, now);
      Duration wait = Duration.between(now, next);
      assertEquals(0, Duration.between(due, next).toMillis() % interval.toMillis());
      assertTrue(
          wait.compareTo(interval.dividedBy(2)) >= 0,
          () -> due + " every " + interval + " at " + now);
      assertTrue(wait.compareTo(interval.plus(interval.dividedBy(2))) <= 0);
    }
  }

  @Test
  void itsOwnBeatIsStableAndNeitherTooSoonNorTooLate() {
    Random random = new Random(12);
    for (int i = 0; i < 20_000; i++) {
      UUID id = TypeId.next();
      Duration interval = Duration.ofSeconds(random.nextInt(1, 90_000));
      Instant now = Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L));
      Instant beat = Cadence.ownBeat(id, interval, now);
      Duration wait = Duration.between(now, beat);
      assertTrue(wait.compareTo(interval.dividedBy(2)) >= 0, wait + " of " + interval);
      assertTrue(wait.compareTo(interval.plus(interval.dividedBy(2))) < 0, wait + "");
      assertEquals(beat.plus(interval), Cadence.ownBeat(id, interval, beat), "once there it stays");
    }
  }

  /** Ten thousand that were made at one moment: no second gets much more than its share. */
  @ParameterizedTest
  @CsvSource({"60", "3600", "10"})
  void ownBeatsAreSpreadOverTheInterval(int seconds) {
    int monitors = 10_000;
    int slots = Math.min(seconds, 100);
    int[] found = new int[slots];
    Instant now = Instant.parse("2030-03-31T00:59:00Z");
    for (int i = 0; i < monitors; i++) {
      Instant beat = Cadence.ownBeat(TypeId.next(), Duration.ofSeconds(seconds), now);
      long into = Math.floorMod(beat.toEpochMilli(), seconds * 1000L);
      found[(int) (into * slots / (seconds * 1000L))]++;
    }
    int share = monitors / slots;
    for (int slot : found) {
      assertTrue(slot > share / 2 && slot < share * 3 / 2, slot + " of " + share);
    }
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
