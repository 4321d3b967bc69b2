package dev.belfry.result;

import dev.belfry.access.Allow;
import dev.belfry.access.grant.Scope;
import dev.belfry.monitor.MonitorId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/monitors/{id}/stats")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Monitors")
class StatsResource {
  private final StatsService stats;

  StatsResource(StatsService stats) {
    this.stats = stats;
  }

  @GET
  @Allow(Scope.MONITOR_READ)
  @Operation(
      summary =
          "Uptime and latency of a monitor by hour (at most 744) or day (at most 366), oldest first;"
              + " the last 24 hours or 30 days, the running one among them, unless said otherwise")
  public StatsView stats(
      @PathParam("id") MonitorId id,
      @QueryParam("interval") @DefaultValue("hour") StatsService.Interval interval,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to,
      @BeanParam PolicyQuery policy) {
    return stats.stats(id, interval, Span.parse(from, to), policy);
  }
}
