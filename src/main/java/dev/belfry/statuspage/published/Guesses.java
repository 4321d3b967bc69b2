package dev.belfry.statuspage.published;

import dev.belfry.access.FailureBudget;
import dev.belfry.platform.http.Network;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How often an address may guess at the password of a page before it has to wait. Of each page and
 * each address by itself, so that nobody can lock others out; guesses from everywhere at once are
 * slowed by {@link FailureBudget}. Kept in memory, by each replica for itself, of so many and no
 * more.
 */
@ApplicationScoped
class Guesses {
  static final int MOST = 10;
  private static final Duration WAIT = Duration.ofMinutes(15);
  private static final int REMEMBERED = 100_000;

  /**
   * Guesses of one address.
   *
   * @param at of the first, or of the last that was admitted
   */
  private record Tries(int count, Instant at) {}

  private final Map<String, Tries> tries =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Tries> eldest) {
          return size() > REMEMBERED;
        }
      };

  private final InstantSource clock;

  Guesses(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Counts a guess before it is made, so that many at once are no more than one after the other.
   *
   * @return zero where it may be made, else for how long not
   */
  synchronized Duration begin(String page, @Nullable String address) {
    Instant now = clock.instant();
    Tries known = tries.get(key(page, address));
    if (known == null || !now.isBefore(known.at().plus(WAIT))) {
      tries.put(key(page, address), new Tries(1, now));
      return Duration.ZERO;
    }
    if (known.count() >= MOST) {
      return Duration.between(now, known.at().plus(WAIT));
    }
    int count = known.count() + 1;
    tries.put(key(page, address), new Tries(count, count == MOST ? now : known.at()));
    return Duration.ZERO;
  }

  /** It was right: those before it are forgotten. */
  synchronized void right(String page, @Nullable String address) {
    tries.remove(key(page, address));
  }

  private static String key(String page, @Nullable String address) {
    return page + " " + (address == null ? "" : Network.of(address));
  }
}
