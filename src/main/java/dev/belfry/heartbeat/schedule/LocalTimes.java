package dev.belfry.heartbeat.schedule;

import java.time.LocalDateTime;
import java.util.Optional;

/** Times of a wall clock that is never put forward or back. */
interface LocalTimes {
  /** The first after this one. */
  Optional<LocalDateTime> after(LocalDateTime time);

  /** Whether it repeats within the hour or every hour, and so follows real time. */
  boolean followsRealTime();
}
