package dev.belfry.monitor.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.access.Allow;
import dev.belfry.access.grant.Scope;
import dev.belfry.check.Target;
import dev.belfry.monitor.LookView;
import dev.belfry.monitor.MonitorChecks;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.MonitorPauses;
import dev.belfry.monitor.MonitorView;
import dev.belfry.monitor.NewMonitor;
import dev.belfry.platform.http.ChangesNothing;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What one does with monitors besides editing them. */
@Path("/v1/monitors")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Monitors")
class MonitorVerbResource {
  private final MonitorPauses pauses;
  private final MonitorChecks checks;

  MonitorVerbResource(MonitorPauses pauses, MonitorChecks checks) {
    this.pauses = pauses;
    this.checks = checks;
  }

  @POST
  @Path("/{id}/pause")
  @Allow(Scope.MONITOR_PAUSE)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary =
          "Stop looking until it is resumed, or for so many seconds; a pause without an end keeps none")
  public MonitorView pause(
      @PathParam("id") MonitorId id, @RequestBody(required = false) MonitorPauses.Terms terms) {
    return pauses.pause(id, terms);
  }

  @POST
  @Path("/{id}/resume")
  @Allow(Scope.MONITOR_PAUSE)
  @Operation(summary = "Look again, at once")
  public MonitorView resume(@PathParam("id") MonitorId id) {
    return pauses.resume(id);
  }

  @POST
  @Path("/{id}/check")
  @Allow(Scope.MONITOR_UPDATE)
  @Operation(
      summary = "Look now and answer what was found; of a paused monitor nothing is recorded")
  public LookView check(@PathParam("id") MonitorId id) {
    return checks.checkNow(id);
  }

  @POST
  @Path("/test")
  @Consumes(MediaType.APPLICATION_JSON)
  @Allow(Scope.MONITOR_CREATE)
  @ChangesNothing
  @Operation(summary = "Look as this monitor would; nothing is saved")
  @RequestBody(content = @Content(schema = @Schema(allOf = {NewMonitor.class, Target.class})))
  public LookView test(JsonNode monitor) {
    return checks.test(monitor);
  }
}
