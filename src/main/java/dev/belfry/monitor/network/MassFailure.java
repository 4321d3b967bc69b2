package dev.belfry.monitor.network;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;

/**
 * Whether so much begins to fail at once that it is rather ourselves who are cut off. Hosts count
 * that were reached within the last five minutes; of those looked at last (a fifth of them, and
 * twenty at least) four fifths must fail, and ten at least. So a doubt ends by itself five minutes
 * after the last host was reached, and one or a few hosts raise none.
 */
final class MassFailure {
  static final Duration MEMORY = Duration.ofMinutes(5);
  static final int FEWEST_FAILING = 10;
  private static final int FEWEST_LOOKED_AT = 20;
  private static final int PART = 5;
  private static final int FAILING_PARTS = 4;
  private static final int MOST_HOSTS = 50_000;

  /** The one looked at longest ago first. */
  private final LinkedHashMap<String, Seen> hosts = new LinkedHashMap<>();

  private record Seen(Instant reachedAt, boolean failing) {
    boolean counts(Instant now) {
      return !reachedAt.isBefore(now.minus(MEMORY)) && !reachedAt.isAfter(now.plus(MEMORY));
    }
  }

  /** A look found something at this host, good or bad. */
  synchronized void reached(String host, Instant now) {
    hosts.remove(host);
    hosts.put(host, new Seen(now, false));
    isForgotten(now);
    if (hosts.size() > MOST_HOSTS) {
      hosts.pollFirstEntry();
    }
  }

  /** Forgets the oldest that do not count any more; answers whether nobody is left. */
  synchronized boolean isForgotten(Instant now) {
    while (!hosts.isEmpty() && !hosts.firstEntry().getValue().counts(now)) {
      hosts.pollFirstEntry();
    }
    return hosts.isEmpty();
  }

  /** A look found nothing at this host; answers whether that is so of most. */
  synchronized boolean failed(String host, Instant now) {
    Seen before = hosts.remove(host);
    if (before != null && before.counts(now)) {
      hosts.put(host, new Seen(before.reachedAt(), true));
    }
    return isMass(now);
  }

  /** Whether most of what was looked at last fails. */
  synchronized boolean isMass(Instant now) {
    int most = Math.max(FEWEST_LOOKED_AT, hosts.size() / PART);
    int lookedAt = 0;
    int failing = 0;
    for (Seen seen : hosts.sequencedValues().reversed()) {
      if (seen.counts(now)) {
        lookedAt++;
        failing += seen.failing() ? 1 : 0;
      }
      if (lookedAt == most) {
        break;
      }
    }
    return failing >= FEWEST_FAILING && failing * PART >= lookedAt * FAILING_PARTS;
  }
}
