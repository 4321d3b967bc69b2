package dev.belfry.notify;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * How many deliveries are under way, and how many of them to one endpoint: a slow one leaves room
 * for others.
 */
final class Seats {
  private final int all;
  private final int each;
  private final Map<UUID, Integer> taken = new HashMap<>();
  private int under;

  Seats(int all, int each) {
    this.all = all;
    this.each = each;
  }

  synchronized int free() {
    return all - under;
  }

  synchronized boolean take(UUID endpoint) {
    if (under == all || taken.getOrDefault(endpoint, 0) == each) {
      return false;
    }
    under++;
    taken.merge(endpoint, 1, Integer::sum);
    return true;
  }

  synchronized void leave(UUID endpoint) {
    under--;
    taken.computeIfPresent(endpoint, (id, count) -> count == 1 ? null : count - 1);
  }
}
