package dev.belfry.result.report;

import dev.belfry.monitor.MonitorId;
import dev.belfry.platform.page.Page;
import dev.belfry.result.UptimePolicy;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Uptime of monitors in percent, by window: {@code 24h}, {@code 7d}, {@code 30d} and {@code 90d}.
 * The first two begin with a full hour, the others with a full day of UTC; all end now. Null where
 * nothing is known.
 *
 * @param data by name
 * @param together all monitors that were asked for, also those of other pages
 */
@Schema(name = "Uptime")
record UptimeView(
    List<Entry> data,
    Page.Pagination pagination,
    Map<String, @Nullable Double> together,
    UptimePolicy policy) {
  /** One monitor. */
  @Schema(name = "UptimeEntry")
  record Entry(MonitorId monitorId, String name, Map<String, @Nullable Double> uptime) {}
}
