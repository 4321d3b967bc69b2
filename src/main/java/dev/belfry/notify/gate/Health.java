package dev.belfry.notify.gate;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How an endpoint fares.
 *
 * @param state of its circuit breaker
 * @param consecutiveFailures since the last success
 * @param nextAttemptAt while it is open: when the next probe may go
 */
@Schema(name = "EndpointHealth")
public record Health(
    State state,
    int consecutiveFailures,
    @Nullable Instant lastSuccessAt,
    @Nullable Instant lastFailureAt,
    @Nullable Instant nextAttemptAt) {

  /** One of which nothing is known yet. */
  public static final Health UNKNOWN = new Health(State.CLOSED, 0, null, null, null);

  /** As circuit breakers call it. */
  public enum State {
    /** News go. */
    CLOSED,
    /** It failed several times in a row; news wait, but for one probe after each rest. */
    OPEN,
    /** A probe may go, or is under way. */
    HALF_OPEN
  }
}
