package dev.belfry.access.usage;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How often something was called, within 30 seconds of exact. Times are UTC.
 *
 * @param calls all that were answered, the refused ones too
 * @param byTime slices without calls are left out
 * @param byStatus by class, such as {@code 2xx}
 * @param refusals by reason, such as {@code scope_missing} or {@code rate_limited}
 */
@Schema(name = "Usage")
public record UsageView(
    Instant from,
    Instant to,
    UsagePeriod.Interval interval,
    long calls,
    long refused,
    Map<String, Long> byStatus,
    Map<String, Long> refusals,
    List<Slice> byTime,
    List<RouteUse> byRoute) {

  /** An hour, a day or a month. */
  @Schema(name = "UsageSlice")
  public record Slice(Instant from, long calls, long refused, Map<String, Long> byStatus) {}

  /**
   * A route of the API.
   *
   * @param route its template, such as {@code /v1/monitors/{id}}
   */
  @Schema(name = "RouteUsage")
  public record RouteUse(
      String verb, String route, long calls, long refused, Map<String, Long> byStatus) {}
}
