package dev.belfry.access.usage;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Calls that are counted together.
 *
 * @param hour since the epoch
 * @param route the template, never the path
 * @param scope what the route asks for
 * @param refusal why they were refused; empty where they were let in
 */
public record Tally(
    CountedCaller caller,
    long hour,
    String verb,
    String route,
    @Nullable String scope,
    int statusClass,
    String refusal) {
  /** The order in which all replicas lock the rows. */
  static final Comparator<Tally> ORDER =
      Comparator.comparing(Tally::caller, CountedCaller.ORDER)
          .thenComparing(Tally::verb)
          .thenComparing(Tally::route)
          .thenComparingInt(Tally::statusClass)
          .thenComparing(Tally::refusal)
          .thenComparingLong(Tally::hour);

  public boolean letIn() {
    return refusal.isEmpty();
  }
}
