package dev.belfry.statuspage.subscriber;

import dev.belfry.platform.http.Network;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How often one network may have letters written to addresses: a bucket that refills. Kept in
 * memory, by each replica for itself, of so many networks and no more.
 */
@ApplicationScoped
class Askers {
  static final int BURST = 20;
  private static final Duration REFILL = Duration.ofMinutes(3);
  private static final int REMEMBERED = 50_000;

  /**
   * What a network has taken.
   *
   * @param owed milliseconds until all of it has come back
   */
  private record Asked(long owed, long at) {}

  private final Map<String, Asked> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Asked> eldest) {
          return size() > REMEMBERED;
        }
      };

  private final InstantSource clock;

  Askers(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Takes one of what an address has left; whoever has no address has what all such have.
   *
   * @return zero where it was taken, else after how long there will be one
   */
  synchronized Duration take(@Nullable String address) {
    String network = address == null ? "" : Network.of(address);
    long now = clock.millis();
    Asked before = known.getOrDefault(network, new Asked(0, now));
    long owed = Math.max(0, before.owed() - (now - before.at())) + REFILL.toMillis();
    long wait = Math.max(0, owed - BURST * REFILL.toMillis());
    known.put(network, new Asked(wait == 0 ? owed : owed - REFILL.toMillis(), now));
    return Duration.ofMillis(wait);
  }
}
