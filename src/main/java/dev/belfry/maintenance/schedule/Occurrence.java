package dev.belfry.maintenance.schedule;

import java.time.Instant;

/** From an instant (inclusive) to another (exclusive). */
public record Occurrence(Instant from, Instant until) {
  public boolean covers(Instant at) {
    return !at.isBefore(from) && at.isBefore(until);
  }

  public boolean meets(Occurrence other) {
    return from.isBefore(other.until) && other.from.isBefore(until);
  }
}
