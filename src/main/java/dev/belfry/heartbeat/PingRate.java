package dev.belfry.heartbeat;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * How often one heartbeat may be pinged. Kept in memory, by each replica for itself, of so many
 * heartbeats and no more: a flood costs no statement.
 */
@ApplicationScoped
class PingRate {
  private static final int REMEMBERED = 200_000;
  private static final int TRIED = 20_000;
  private static final long MINUTE_MILLIS = 60_000;

  private record Spent(double pings, long at) {}

  private final Map<UUID, Spent> known = lastOnes(REMEMBERED);

  /** What nobody has found to be there yet: made-up ones push out only each other. */
  private final Map<UUID, Spent> tried = lastOnes(TRIED);

  private final int most;
  private final InstantSource clock;

  PingRate(HeartbeatConfig config, InstantSource clock) {
    this.most = Math.max(1, config.pingsPerMinute());
    this.clock = clock;
  }

  /** Seconds to wait; zero where there is room, which is taken. */
  long take(UUID heartbeat) {
    long now = clock.millis();
    synchronized (known) {
      Map<UUID, Spent> spent = known.containsKey(heartbeat) ? known : tried;
      Spent before = spent.get(heartbeat);
      double left =
          before == null
              ? 0
              : Math.max(0, before.pings() - (double) (now - before.at()) * most / MINUTE_MILLIS);
      if (left + 1 > most) {
        return Math.max(1, Math.round((left + 1 - most) * MINUTE_MILLIS / most / 1_000));
      }
      spent.put(heartbeat, new Spent(left + 1, now));
      return 0;
    }
  }

  /** That it is there, of one that was pinged. */
  void exists(UUID heartbeat) {
    synchronized (known) {
      Spent before = tried.remove(heartbeat);
      if (before != null) {
        known.put(heartbeat, before);
      }
    }
  }

  private static Map<UUID, Spent> lastOnes(int most) {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1;

      @Override
      protected boolean removeEldestEntry(Map.Entry<UUID, Spent> eldest) {
        return size() > most;
      }
    };
  }
}
