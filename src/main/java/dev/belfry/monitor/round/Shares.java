package dev.belfry.monitor.round;

import dev.belfry.platform.event.AccountId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Places that accounts share. Whoever has {@value #TIMES} times as many as are free gets no more:
 * one account alone leaves an eighth, two have about half each, and there is a place for the next
 * one at once, however long the others stay (a dynamic threshold, as Choudhury and Hahne found it
 * for the buffers of switches). Remembers only who has a place. For many threads.
 */
final class Shares {
  private static final int TIMES = 7;

  private final int most;
  private final Map<AccountId, Integer> taken = new HashMap<>();
  private int all;

  Shares(int most) {
    this.most = most;
  }

  /** Whether the account may have one more. */
  synchronized boolean isOpenTo(AccountId account) {
    return of(account) < (long) TIMES * free();
  }

  /** Those who have a place and may not have one more. */
  synchronized Set<AccountId> full() {
    return taken.keySet().stream()
        .filter(account -> !isOpenTo(account))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Takes a place, whether it is open to the account or not. */
  synchronized void take(AccountId account) {
    taken.merge(account, 1, Integer::sum);
    all++;
  }

  /**
   * Gives a place back.
   *
   * @throws IllegalStateException where the account has none
   */
  synchronized void giveBack(AccountId account) {
    if (of(account) == 0) {
      throw new IllegalStateException("the account has no place");
    }
    taken.computeIfPresent(account, (same, places) -> places == 1 ? null : places - 1);
    all--;
  }

  synchronized int of(AccountId account) {
    return taken.getOrDefault(account, 0);
  }

  /** How many are taken. */
  synchronized int all() {
    return all;
  }

  synchronized int free() {
    return Math.max(0, most - all);
  }
}
