package dev.belfry.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.monitor.standing.Enough;
import dev.belfry.monitor.standing.Flapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a monitor's state should be, told as plainly as can be: it keeps every look in lists and
 * counts in them. Shares nothing with what it is compared to but the settings.
 */
final class Model {
  private final Thresholds settings;
  private List<Character> sinceTurn = new ArrayList<>();
  private List<Boolean> slownessSinceShift = new ArrayList<>();
  private List<Boolean> turns = new ArrayList<>();
  private boolean down;
  private boolean slow;
  private boolean slowTold;
  private boolean flaps;
  private String told = "none";
  private String shown = "pending";

  Model(Thresholds settings) {
    this.settings = settings;
  }

  Model copy() {
    Model copy = new Model(settings);
    copy.sinceTurn = new ArrayList<>(sinceTurn);
    copy.slownessSinceShift = new ArrayList<>(slownessSinceShift);
    copy.turns = new ArrayList<>(turns);
    copy.down = down;
    copy.slow = slow;
    copy.slowTold = slowTold;
    copy.flaps = flaps;
    copy.told = told;
    copy.shown = shown;
    return copy;
  }

  void silence() {
    told = told.equals("raised") ? "silenced" : told;
  }

  /** U up, S up and slow, D down, N not known. */
  void look(char look, boolean parentsDown) {
    if (look == 'N') {
      shown = "unknown";
      return;
    }
    boolean flapped = flaps;
    sinceTurn.add(look);
    boolean turned = down ? isUpAgain() : isDownNow();
    down = turned != down;
    countSlowness(look);
    turns.add(turned);
    if (turned) {
      sinceTurn.clear();
      slownessSinceShift.clear();
    }
    if (down) {
      slow = false;
    }
    flaps = flapsNow();
    boolean contradicts = down == (look != 'D');
    if (!contradicts) {
      shown = down ? "down" : slow ? "degraded" : "up";
    }
    if (!flaps) {
      tell(look, parentsDown, flapped);
      slowTold = down ? slowTold : slow;
    }
  }

  private boolean isDownNow() {
    return sinceTurn.getLast() == 'D'
        && last(sinceTurn, settings.down()).stream().filter(look -> look == 'D').count()
            >= settings.down().looks();
  }

  private boolean isUpAgain() {
    return sinceTurn.getLast() != 'D'
        && last(sinceTurn, settings.up()).stream().filter(look -> look != 'D').count()
            >= settings.up().looks();
  }

  private void countSlowness(char look) {
    if (look == 'D') {
      return;
    }
    slownessSinceShift.add(look == 'S' && settings.degradedMs() != null);
    long others =
        last(slownessSinceShift, settings.degraded()).stream().filter(one -> one != slow).count();
    if (!down && others >= settings.degraded().looks()) {
      slow = !slow;
      slownessSinceShift.clear();
    }
  }

  private boolean flapsNow() {
    Flapping rule = settings.flapping();
    if (rule == null) {
      return false;
    }
    long changes =
        turns.subList(Math.max(0, turns.size() - rule.looks()), turns.size()).stream()
            .filter(turn -> turn)
            .count();
    return flaps ? changes > rule.stop() : changes >= rule.start();
  }

  private void tell(char look, boolean parentsDown, boolean flapped) {
    if (!down) {
      told = "none";
    } else if (!parentsDown && (look == 'D' || flapped)) {
      told = "raised";
    }
  }

  private static <T> List<T> last(List<T> all, Enough window) {
    return all.subList(Math.max(0, all.size() - window.of()), all.size());
  }

  void check(Standing standing, String after) {
    assertEquals(shown, standing.status().name().toLowerCase(Locale.ROOT), after);
    assertEquals(told, standing.alarm().name().toLowerCase(Locale.ROOT), after);
    assertEquals(down, standing.down(), after);
    assertEquals(slow, standing.degraded(), after);
    assertEquals(slowTold, standing.degradedTold(), after);
    assertEquals(flaps, standing.flapping(), after);
  }
}
