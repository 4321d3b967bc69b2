package dev.belfry.access.usage;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of a valid credential at one address in one hour.
 *
 * @param calls that were let in
 * @param missing hashes of the paths of things that were not found, some at most
 */
public record Sighting(
    long calls, Instant first, Instant last, @Nullable String userAgent, Set<Integer> missing) {
  private static final int MOST_MISSING = 64;

  /**
   * Where and when.
   *
   * @param hour since the epoch
   */
  public record Place(CountedCaller caller, @Nullable String address, long hour) {}

  Sighting join(Sighting other) {
    Sighting later = other.last.isBefore(last) ? this : other;
    return new Sighting(
        calls + other.calls,
        first.isBefore(other.first) ? first : other.first,
        later.last,
        later.userAgent,
        join(missing, other.missing));
  }

  private static Set<Integer> join(Set<Integer> some, Set<Integer> more) {
    if (more.isEmpty() || some.size() >= MOST_MISSING) {
      return some;
    }
    if (some.isEmpty()) {
      return more;
    }
    Set<Integer> both = new HashSet<>(some);
    both.addAll(more);
    return both;
  }
}
