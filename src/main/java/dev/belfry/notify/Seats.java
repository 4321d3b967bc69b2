package dev.belfry.notify;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How many deliveries are under way, how many of them for one account, and how many to one
 * endpoint: slow ones leave room for others. Who finds no seat stands in line, each endpoint's by
 * itself, and gets the first that he may have; the endpoints take turns.
 */
final class Seats {
  private final Bounds bounds;
  private final Map<UUID, Integer> taken = new HashMap<>();
  private final Map<UUID, Integer> waiting = new HashMap<>();
  private final Map<UUID, Deque<Guest>> lines = new LinkedHashMap<>();
  private int under;
  private int inLine;

  Seats(Bounds bounds) {
    this.bounds = bounds;
  }

  /**
   * How many may sit, and how many may stand in line before no more should come. An account or an
   * endpoint for which as many wait as may sit is crowded: those to come for it can wait elsewhere.
   */
  record Bounds(int all, int ofOneAccount, int toOneEndpoint, int inLine) {}

  /**
   * Who wants a seat.
   *
   * @param go is run as soon as there is one, in the thread of whoever makes it free
   */
  record Guest(UUID account, UUID endpoint, Runnable go) {}

  /** Seats him, or lets him stand in line. */
  void come(Guest guest) {
    if (isSeated(guest)) {
      guest.go().run();
    }
  }

  private synchronized boolean isSeated(Guest guest) {
    if (!lines.containsKey(guest.endpoint()) && fits(guest)) {
      sit(guest);
      return true;
    }
    lines.computeIfAbsent(guest.endpoint(), endpoint -> new ArrayDeque<>()).add(guest);
    inLine++;
    waiting.merge(guest.account(), 1, Integer::sum);
    waiting.merge(guest.endpoint(), 1, Integer::sum);
    return false;
  }

  /**
   * Somebody gives his seat to whoever is next.
   *
   * @return whether more may come now than before: what was left elsewhere should be looked for
   */
  boolean leave(UUID account, UUID endpoint) {
    boolean opened;
    Guest next;
    synchronized (this) {
      boolean closed = room() == 0;
      under--;
      fewer(taken, account);
      fewer(taken, endpoint);
      next = next();
      opened = closed || (next != null && isNoLongerCrowded(next));
    }
    if (next != null) {
      next.go().run();
    }
    return opened;
  }

  /** Since this moment, when he left the line. */
  private boolean isNoLongerCrowded(Guest guest) {
    return waiting.getOrDefault(guest.endpoint(), 0) == bounds.toOneEndpoint() - 1
        || waiting.getOrDefault(guest.account(), 0) == bounds.ofOneAccount() - 1;
  }

  private @Nullable Guest next() {
    for (Map.Entry<UUID, Deque<Guest>> line : lines.entrySet()) {
      Guest first = line.getValue().peek();
      if (first != null && fits(first)) {
        step(line.getKey());
        sit(first);
        return first;
      }
    }
    return null;
  }

  /** Its first leaves the line, which then stands behind all others. */
  private void step(UUID endpoint) {
    Deque<Guest> line = lines.remove(endpoint);
    if (line == null) {
      throw new IllegalStateException("there is no line");
    }
    Guest first = line.remove();
    if (!line.isEmpty()) {
      lines.put(endpoint, line);
    }
    inLine--;
    fewer(waiting, first.account());
    fewer(waiting, first.endpoint());
  }

  /** How many more may come. */
  synchronized int room() {
    return Math.max(0, bounds.all() - under) + Math.max(0, bounds.inLine() - inLine);
  }

  /** The accounts and endpoints for which no more should come. */
  synchronized Set<UUID> crowded() {
    Set<UUID> crowded = new HashSet<>();
    lines.forEach(
        (endpoint, line) -> {
          if (line.size() >= bounds.toOneEndpoint()) {
            crowded.add(endpoint);
          }
          UUID account = line.element().account();
          if (waiting.getOrDefault(account, 0) >= bounds.ofOneAccount()) {
            crowded.add(account);
          }
        });
    return crowded;
  }

  private boolean fits(Guest guest) {
    return under < bounds.all()
        && taken.getOrDefault(guest.account(), 0) < bounds.ofOneAccount()
        && taken.getOrDefault(guest.endpoint(), 0) < bounds.toOneEndpoint();
  }

  private void sit(Guest guest) {
    under++;
    taken.merge(guest.account(), 1, Integer::sum);
    taken.merge(guest.endpoint(), 1, Integer::sum);
  }

  private static void fewer(Map<UUID, Integer> counts, UUID id) {
    counts.computeIfPresent(id, (key, count) -> count == 1 ? null : count - 1);
  }
}
