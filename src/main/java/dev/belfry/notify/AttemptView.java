package dev.belfry.notify;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An attempt as shown.
 *
 * @param number from 1
 * @param statusCode null when no answer came
 * @param error null when delivered
 */
@Schema(name = "DeliveryAttempt")
public record AttemptView(
    int number,
    Instant at,
    boolean delivered,
    @Nullable Integer statusCode,
    @Nullable Integer durationMs,
    @Nullable String error) {

  static AttemptView of(Attempt attempt) {
    return new AttemptView(
        attempt.number,
        attempt.at,
        attempt.delivered,
        attempt.statusCode,
        attempt.durationMs,
        attempt.error);
  }
}
