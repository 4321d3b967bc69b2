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
  private static final long MINUTE_MILLIS = 60_000;

  private record Spent(double pings, long at) {}

  private final Map<UUID, Spent> spent =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Spent> eldest) {
          return size() > REMEMBERED;
        }
      };

  private final int most;
  private final InstantSource clock;

  PingRate(HeartbeatConfig config, InstantSource clock) {
    this.most = Math.max(1, config.pingsPerMinute());
    this.clock = clock;
  }

  /** Seconds to wait; zero where there is room, which is taken. */
  long take(UUID heartbeat) {
    long now = clock.millis();
    synchronized (spent) {
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
}
