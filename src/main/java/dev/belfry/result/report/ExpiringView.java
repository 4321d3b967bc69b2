package dev.belfry.result.report;

import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.directory.MonitorDirectory;
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
  static ExpiringView of(MonitorDirectory.Entry monitor, Instant end, Instant now) {
    long seconds = Duration.between(now, end).toSeconds();
    return new ExpiringView(
        monitor.id(),
        monitor.name(),
        monitor.type(),
        end,
        Math.floorDiv(seconds, Duration.ofDays(1).toSeconds()));
  }
}
