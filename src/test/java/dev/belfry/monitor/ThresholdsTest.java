package dev.belfry.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.check.Verdict;
import dev.belfry.monitor.Standing.Alarm;
import dev.belfry.monitor.standing.Enough;
import dev.belfry.monitor.standing.Flapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdsTest {
  private static final int LIMIT_MS = 500;

  /** U up, D down, N not known, S slow, R the incident is resolved by hand; then the states. */
  @ParameterizedTest
  @CsvSource({
    "2/2, 1/1, U, up",
    "2/2, 1/1, D, pending",
    "2/2, 1/1, DD, pending down",
    "1/1, 1/1, D, down",
    "2/2, 1/1, UDUD, up up up up",
    "2/2, 1/1, UDDU, up up down up",
    "2/2, 2/2, UDDUDUU, up up down down down down up",
    "2/2, 1/1, UN, up unknown",
    "2/2, 1/1, UDDNU, up up down unknown up",
    "2/2, 1/1, UDDND, up up down unknown down",
    "2/2, 1/1, UDND, up up unknown down",
    "2/2, 2/2, UDDNUU, up up down unknown unknown up",
    "2/2, 2/2, UNDD, up unknown unknown down",
    "2/2, 1/1, N, unknown",
    "2/2, 1/1, SU, degraded up",
    "2/2, 1/1, UDDS, up up down degraded",
    "2/2, 1/1, DDRU, pending down down up",
    "2/2, 2/2, DDRUU, pending down down down up",
    "2/2, 1/1, DDRNU, pending down down unknown up",
    "2/2, 1/1, UR, up up",
    "2/3, 1/1, UDUD, up up up down",
    "2/3, 1/1, UDUUD, up up up up up",
    "3/5, 1/1, UDDUUD, up up up up up down",
    "2/2, 2/3, DDUDU, pending down down down up",
    "2/2, 2/3, DDUDDU, pending down down down down down",
    "2/4, 2/4, DDUU, pending down down up",
    "2/4, 2/4, DDUUD, pending down down up up",
  })
  void looksBecomeStates(String down, String up, String looks, String states) {
    Thresholds thresholds = new Thresholds(enough(down), enough(up), LIMIT_MS, row(1), null);
    Standing standing = Standing.NEW;
    StringBuilder seen = new StringBuilder();
    for (char look : looks.toCharArray()) {
      standing = look == 'R' ? standing.silence() : after(thresholds, standing, look, false);
      seen.append(seen.isEmpty() ? "" : " ").append(name(standing));
    }
    assertEquals(states, seen.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "1/1, SUS, degraded up degraded",
    "2/2, SS, up degraded",
    "2/2, USUSS, up up up up degraded",
    "2/2, SSUSUU, up degraded degraded degraded degraded up",
    "2/3, USUS, up up up degraded",
    "2/2, USDS, up up up degraded",
    "2/2, USNS, up up unknown degraded",
    "2/2, SSDDU, up degraded degraded down up",
    "2/2, SSNS, up degraded unknown degraded",
  })
  void enoughSlowLooksAreDegradedAndEnoughOthersAreNot(
      String confirm, String looks, String states) {
    Thresholds thresholds = new Thresholds(row(2), row(1), LIMIT_MS, enough(confirm), null);
    Standing standing = Standing.NEW;
    StringBuilder seen = new StringBuilder();
    for (char look : looks.toCharArray()) {
      standing = after(thresholds, standing, look, false);
      seen.append(seen.isEmpty() ? "" : " ").append(name(standing));
    }
    assertEquals(states, seen.toString());
  }

  @ParameterizedTest
  @CsvSource({"DDRD", "DDRND", "DDURD", "DDNRD", "DDDRUD"})
  void aBadLookAfterTheAlarmWasTakenBackRaisesItAgain(String looks) {
    Thresholds thresholds = new Thresholds(row(2), row(2), null, row(1), null);
    Standing before = Standing.NEW;
    Standing standing = Standing.NEW;
    for (char look : looks.toCharArray()) {
      before = standing;
      standing = look == 'R' ? standing.silence() : after(thresholds, standing, look, false);
    }
    assertEquals(Alarm.SILENCED, before.alarm());
    assertTrue(standing.alarmed());
  }

  /** Every sequence of looks up to a length, for every setting that is that small. */
  @Test
  void everyShortHistoryEndsAsAModelOfItWithLists() {
    long sequences = 0;
    for (Thresholds thresholds : settings()) {
      int length = thresholds.flapping() == null ? 6 : 7;
      sequences += walk(thresholds, new Model(thresholds), Standing.NEW, "", length);
    }
    assertTrue(sequences > 300_000, "" + sequences);
  }

  /** Long random histories, with looks while the parents are down, and silencing by hand. */
  @Test
  void everyLongHistoryEndsAsAModelOfItWithLists() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 3_000; round++) {
      Thresholds thresholds = anySettings(random);
      Model model = new Model(thresholds);
      Standing standing = Standing.NEW;
      StringBuilder looks = new StringBuilder();
      int badness = 1 + random.nextInt(9);
      for (int step = 0; step < 80; step++) {
        char look = random.nextInt(10) < badness ? 'D' : "USN".charAt(random.nextInt(3));
        boolean held = random.nextInt(4) == 0;
        if (random.nextInt(20) == 0) {
          looks.append('R');
          standing = standing.silence();
          model.silence();
        }
        looks.append(held ? Character.toLowerCase(look) : look);
        standing = after(thresholds, standing, look, held);
        model.look(look, held);
        model.check(standing, "seed " + seed + ", " + thresholds + ", " + looks);
      }
    }
  }

  /** What is bad for one side is good for the other: by the same rule, either way. */
  @Test
  void goodAndBadAreTreatedAlike() {
    Random random = new Random(17);
    for (int round = 0; round < 3_000; round++) {
      Enough one = anyEnough(random);
      Enough other = anyEnough(random);
      Flapping flapping = random.nextBoolean() ? anyFlapping(random) : null;
      Thresholds thresholds = new Thresholds(one, other, null, row(1), flapping);
      Thresholds swapped = new Thresholds(other, one, null, row(1), flapping);
      Standing standing = settled(thresholds, 'U');
      Standing mirror = settled(swapped, 'D');
      for (int step = 0; step < 60; step++) {
        boolean bad = random.nextBoolean();
        standing = after(thresholds, standing, bad ? 'D' : 'U', false);
        mirror = after(swapped, mirror, bad ? 'U' : 'D', false);
        assertEquals(standing.down(), !mirror.down());
        assertEquals(standing.flapping(), mirror.flapping());
        assertEquals(thresholds.doubts(standing), swapped.doubts(mirror));
        assertEquals(standing.status() == MonitorStatus.UP, mirror.status() == MonitorStatus.DOWN);
      }
    }
  }

  @Test
  void doubtLastsWhileLooksAgainstTheStateCountOnEitherSide() {
    Thresholds thresholds = new Thresholds(enough("2/3"), enough("2/2"), null, row(1), null);
    Standing standing = Standing.NEW;
    StringBuilder doubts = new StringBuilder();
    for (char look : "UDUUDDUDUU".toCharArray()) {
      standing = after(thresholds, standing, look, false);
      doubts.append(thresholds.doubts(standing) ? '?' : '.');
    }
    assertEquals(".????.???.", doubts.toString());
  }

  @Test
  void whileAllParentsAreDownNoAlarmIsRaisedAndNoneIsKept() {
    Thresholds thresholds = new Thresholds(row(1), row(1), null, row(1), null);
    Standing child = after(thresholds, Standing.NEW, 'D', true);
    assertEquals(MonitorStatus.DOWN, child.status());
    assertTrue(child.suppressed());
    assertTrue(after(thresholds, child, 'N', true).suppressed());
    assertTrue(after(thresholds, child, 'D', false).alarmed());
    Standing up = after(thresholds, child, 'U', true);
    assertEquals(MonitorStatus.UP, up.status());
    assertFalse(up.suppressed());
    Standing alarmed = after(thresholds, Standing.NEW, 'D', false);
    assertTrue(after(thresholds, alarmed, 'D', true).alarmed());
    assertEquals(Alarm.NONE, after(thresholds, alarmed, 'U', true).alarm());
  }

  @Test
  void flappingHoldsNewsBackUntilItSettles() {
    Thresholds thresholds = new Thresholds(row(1), row(1), null, row(1), new Flapping(8, 4, 1));
    Standing standing = Standing.NEW;
    StringBuilder told = new StringBuilder();
    StringBuilder flaps = new StringBuilder();
    for (char look : "UDUDUDUDDDDDDDDDDUUU".toCharArray()) {
      standing = after(thresholds, standing, look, false);
      told.append(standing.alarmed() ? 'D' : '-');
      flaps.append(standing.flapping() ? '~' : '-');
    }
    assertEquals("----~~~~~~~~~~------", flaps.toString());
    assertEquals("-D-DDDDDDDDDDDDDD---", told.toString());
  }

  @Test
  void whatGoesDownWhileItFlapsIsToldWhenItSettles() {
    Thresholds thresholds = new Thresholds(row(1), row(1), null, row(1), new Flapping(8, 3, 1));
    Standing standing = Standing.NEW;
    List<Alarm> alarms = new ArrayList<>();
    for (char look : "UDUDDDDDDDDD".toCharArray()) {
      standing = after(thresholds, standing, look, false);
      alarms.add(standing.alarm());
    }
    assertEquals(List.of(Alarm.NONE, Alarm.RAISED, Alarm.NONE, Alarm.NONE), alarms.subList(0, 4));
    assertFalse(standing.flapping());
    assertTrue(standing.alarmed(), alarms.toString());
  }

  private static long walk(
      Thresholds thresholds, Model model, Standing standing, String looks, int left) {
    if (left == 0) {
      return 1;
    }
    long sequences = 0;
    String alphabet = thresholds.flapping() == null ? "UDNS" : "UD";
    for (char look : alphabet.toCharArray()) {
      Model next = model.copy();
      next.look(look, false);
      Standing after = after(thresholds, standing, look, false);
      next.check(after, thresholds + ", " + looks + look);
      sequences += walk(thresholds, next, after, looks + look, left - 1);
    }
    return sequences;
  }

  private static List<Thresholds> settings() {
    List<Enough> windows = new ArrayList<>();
    for (int of = 1; of <= 3; of++) {
      for (int looks = 1; looks <= of; looks++) {
        windows.add(new Enough(looks, of));
      }
    }
    List<Thresholds> settings = new ArrayList<>();
    for (Enough down : windows) {
      for (Enough up : windows) {
        for (Enough degraded : List.of(row(1), row(2), enough("2/3"))) {
          settings.add(new Thresholds(down, up, LIMIT_MS, degraded, null));
        }
        for (int start = 2; start <= 4; start++) {
          for (int stop = 0; stop < start; stop++) {
            settings.add(new Thresholds(down, up, null, row(1), new Flapping(4, start, stop)));
          }
        }
      }
    }
    return settings;
  }

  private static Thresholds anySettings(Random random) {
    return new Thresholds(
        anyEnough(random),
        anyEnough(random),
        LIMIT_MS,
        anyEnough(random),
        random.nextInt(3) == 0 ? null : anyFlapping(random));
  }

  private static Enough anyEnough(Random random) {
    int of = 1 + random.nextInt(random.nextBoolean() ? 5 : 20);
    return new Enough(1 + random.nextInt(of), of);
  }

  private static Flapping anyFlapping(Random random) {
    int looks = 3 + random.nextInt(18);
    int start = 2 + random.nextInt(looks - 1);
    return new Flapping(looks, start, random.nextInt(start));
  }

  private static Standing settled(Thresholds thresholds, char look) {
    Standing standing = Standing.NEW;
    for (int i = 0; i < 60; i++) {
      standing = after(thresholds, standing, look, false);
    }
    return standing;
  }

  private static Standing after(Thresholds thresholds, Standing standing, char look, boolean held) {
    Verdict verdict =
        switch (look) {
          case 'D' -> Verdict.DOWN;
          case 'N' -> Verdict.UNKNOWN;
          default -> Verdict.UP;
        };
    return thresholds.after(standing, verdict, look == 'S' ? LIMIT_MS + 1 : 100, held);
  }

  private static Enough row(int looks) {
    return new Enough(looks, looks);
  }

  private static Enough enough(String text) {
    String[] parts = text.split("/", 2);
    return new Enough(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
  }

  private static String name(Standing standing) {
    return standing.status().name().toLowerCase(Locale.ROOT);
  }
}
