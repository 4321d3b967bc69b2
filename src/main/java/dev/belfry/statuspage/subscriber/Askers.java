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

  private record Asked(double count, long at) {}

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

  /** Takes one of what an address has left; whoever has no address has what all such have. */
  synchronized boolean admits(@Nullable String address) {
    String network = address == null ? "" : Network.of(address);
    long now = clock.millis();
    Asked before = known.getOrDefault(network, new Asked(0, now));
    double left = Math.max(0, before.count() - (double) (now - before.at()) / REFILL.toMillis());
    boolean admitted = left + 1 <= BURST;
    known.put(network, new Asked(admitted ? left + 1 : left, now));
    return admitted;
  }
}
