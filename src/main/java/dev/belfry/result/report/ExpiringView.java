package dev.belfry.result.report;

import dev.belfry.monitor.MonitorId;
import dev.belfry.result.Expiries;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A certificate or a domain that ends.
 *
 * @param type of the monitor: {@code ssl} or {@code domain}
 * @param daysLeft full days from now; negative when it has ended
 */
@Schema(name = "Expiring")
record ExpiringView(
    MonitorId monitorId, String name, String type, Instant expiresAt, long daysLeft) {
  static ExpiringView of(Expiries.Ending ending, Instant now) {
    long seconds = Duration.between(now, ending.at()).toSeconds();
    return new ExpiringView(
        ending.monitor(),
        ending.name(),
        ending.type(),
        ending.at(),
        Math.floorDiv(seconds, Duration.ofDays(1).toSeconds()));
  }
}
