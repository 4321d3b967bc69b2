package dev.belfry.monitor;

import dev.belfry.check.Verdict;
import dev.belfry.monitor.standing.Enough;

/** Looks as letters: U up, D down, N not known, S slow. */
final class Letters {
  static final int LIMIT_MS = 500;

  private Letters() {}

  static Standing after(Thresholds thresholds, Standing standing, char look, boolean held) {
    Verdict verdict =
        switch (look) {
          case 'D' -> Verdict.DOWN;
          case 'N' -> Verdict.UNKNOWN;
          default -> Verdict.UP;
        };
    return thresholds.after(standing, verdict, look == 'S' ? LIMIT_MS + 1 : 100, held);
  }

  static Enough row(int looks) {
    return new Enough(looks, looks);
  }

  static Enough enough(String text) {
    String[] parts = text.split("/", 2);
    return new Enough(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
  }
}
