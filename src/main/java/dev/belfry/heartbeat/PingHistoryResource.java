package dev.belfry.heartbeat;

import dev.belfry.access.Allow;
import dev.belfry.access.grant.Scope;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.MonitorView;
import dev.belfry.platform.page.PageRequest;
import dev.belfry.platform.page.Stretch;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/monitors/{id}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Heartbeats")
class PingHistoryResource {
  private final PingHistory history;

  PingHistoryResource(PingHistory history) {
    this.history = history;
  }

  @GET
  @Path("/pings")
  @Allow(Scope.MONITOR_READ)
  @Operation(summary = "What a heartbeat reported, newest first")
  public Stretch<PingView> pings(
      @PathParam("id") MonitorId id,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("20") int limit) {
    return history.pings(id, cursor, PageRequest.checkedLimit(limit));
  }

  @GET
  @Path("/runs")
  @Allow(Scope.MONITOR_READ)
  @Operation(summary = "The runs of a heartbeat's job, those begun last first")
  public Stretch<RunView> runs(
      @PathParam("id") MonitorId id,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("20") int limit) {
    return history.runs(id, cursor, PageRequest.checkedLimit(limit));
  }

  @POST
  @Path("/rotate-ping-url")
  @Allow(Scope.MONITOR_UPDATE)
  @Operation(summary = "Give a heartbeat another ping URL; the old one ends at once")
  public MonitorView rotate(@PathParam("id") MonitorId id) {
    return history.rotate(id).monitor();
  }
}
