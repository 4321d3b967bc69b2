package dev.belfry.monitor;

import static dev.belfry.monitor.Letters.LIMIT_MS;
import static dev.belfry.monitor.Letters.after;
import static dev.belfry.monitor.Letters.enough;
import static dev.belfry.monitor.Letters.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.monitor.standing.Enough;
import dev.belfry.monitor.standing.Flapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The thresholds against a model of them that keeps lists, and against their mirror. */
class ThresholdsModelTest {
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
}
