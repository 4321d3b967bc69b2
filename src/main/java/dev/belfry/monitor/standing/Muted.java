package dev.belfry.monitor.standing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time in which alarms of a monitor are held back, as it was known when its state was read.
 *
 * @param from null, as is the end, where there is none
 * @param until exclusive
 * @param shown whether the monitor shows that it is muted
 */
public record Muted(@Nullable Instant from, @Nullable Instant until, boolean shown) {
  public static final Muted NEVER = new Muted(null, null, false);

  /** Whether nobody is to be told of what was seen at that moment. */
  public boolean covers(Instant at) {
    return from != null && until != null && !at.isBefore(from) && at.isBefore(until);
  }

  public boolean isOver(Instant at) {
    return until != null && !at.isBefore(until);
  }

  /** Whether something else is to be shown at that moment than is. */
  public boolean turns(Instant at) {
    return isOver(at) || covers(at) != shown;
  }
}
