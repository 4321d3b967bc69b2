package dev.belfry.access.usage;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is written together.
 *
 * @param calls by what is counted together
 * @param failures wrong credentials of a known account, by where they came from
 * @param sessions when each was last seen
 */
public record UsageBatch(
    Map<Tally, Long> calls,
    Map<Sighting.Place, Sighting> sightings,
    Map<Origin, Long> failures,
    Map<SessionRow, Instant> sessions) {

  /**
   * An address from which an account is tried.
   *
   * @param caller whose credential it was; null where none is known
   * @param hour since the epoch
   */
  public record Origin(UUID account, @Nullable UUID caller, String address, long hour) {}

  /** A session by its row. */
  public record SessionRow(UUID account, UUID id) {}

  boolean isEmpty() {
    return calls.isEmpty() && sightings.isEmpty() && failures.isEmpty() && sessions.isEmpty();
  }
}
