package dev.belfry.access.usage;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has been counted since the last writing: so many different things and no more, however long
 * the database is away.
 */
final class Gathering {
  private final int most;
  private UsageBatch batch = empty();
  private long lost;

  Gathering(int most) {
    this.most = most;
  }

  /** One call, and what was seen of it. */
  synchronized void add(Tally tally, Sighting.@Nullable Place place, Sighting sighting) {
    put(batch.calls(), tally, 1L, Long::sum);
    if (place != null) {
      put(batch.sightings(), place, sighting, Sighting::join);
    }
  }

  synchronized void failed(UsageBatch.Origin origin) {
    put(batch.failures(), origin, 1L, Long::sum);
  }

  synchronized void seen(UsageBatch.SessionRow session, Instant at) {
    put(batch.sessions(), session, at, Gathering::later);
  }

  /** Whether it is time to write, since there is not much room left. */
  synchronized boolean isFilling() {
    return batch.calls().size() > most / 2 || batch.sightings().size() > most / 2;
  }

  synchronized UsageBatch take() {
    UsageBatch taken = batch;
    batch = empty();
    return taken;
  }

  synchronized void giveBack(UsageBatch taken) {
    taken.calls().forEach((tally, calls) -> put(batch.calls(), tally, calls, Long::sum));
    taken.sightings().forEach((at, seen) -> put(batch.sightings(), at, seen, Sighting::join));
    taken.failures().forEach((from, calls) -> put(batch.failures(), from, calls, Long::sum));
    taken.sessions().forEach((row, at) -> put(batch.sessions(), row, at, Gathering::later));
  }

  /** How many could not be kept since this was last asked. */
  synchronized long takeLost() {
    long taken = lost;
    lost = 0;
    return taken;
  }

  private <K, V> void put(
      Map<K, V> map, K key, V value, java.util.function.BinaryOperator<V> joining) {
    if (map.size() < most || map.containsKey(key)) {
      map.merge(key, value, joining);
    } else {
      lost++;
    }
  }

  private static Instant later(Instant one, Instant other) {
    return one.isBefore(other) ? other : one;
  }

  private static UsageBatch empty() {
    return new UsageBatch(new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
  }
}
