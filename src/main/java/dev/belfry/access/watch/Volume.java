package dev.belfry.access.watch;

import java.util.List;

/**
 * How many calls somebody made in an hour.
 *
 * @param before in the same hour of the week, in each of the last four weeks
 */
record Volume(long calls, List<Long> before) {
  private static final int TIMES = 10;
  static final long FLOOR = 1_000;

  /** The median. */
  long usual() {
    List<Long> sorted = before.stream().sorted().toList();
    int half = sorted.size() / 2;
    if (sorted.isEmpty()) {
      return 0;
    }
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  boolean isUnusual() {
    return calls > Math.max(TIMES * usual(), FLOOR);
  }
}
