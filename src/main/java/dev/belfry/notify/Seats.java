package dev.belfry.notify;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * How many deliveries are under way, how many of them for one account, and how many to one
 * endpoint: slow ones leave room for others.
 */
final class Seats {
  private final int all;
  private final int ofOneAccount;
  private final int toOneEndpoint;
  private final Map<UUID, Integer> taken = new HashMap<>();
  private int under;

  Seats(int all, int ofOneAccount, int toOneEndpoint) {
    this.all = all;
    this.ofOneAccount = ofOneAccount;
    this.toOneEndpoint = toOneEndpoint;
  }

  synchronized int free() {
    return all - under;
  }

  synchronized boolean take(UUID account, UUID endpoint) {
    if (under == all
        || taken.getOrDefault(account, 0) == ofOneAccount
        || taken.getOrDefault(endpoint, 0) == toOneEndpoint) {
      return false;
    }
    under++;
    taken.merge(account, 1, Integer::sum);
    taken.merge(endpoint, 1, Integer::sum);
    return true;
  }

  synchronized void leave(UUID account, UUID endpoint) {
    under--;
    release(account);
    release(endpoint);
  }

  private void release(UUID id) {
    taken.computeIfPresent(id, (key, count) -> count == 1 ? null : count - 1);
  }
}
