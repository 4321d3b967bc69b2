package dev.belfry.alerting.trigger;

import dev.belfry.access.Allow;
import dev.belfry.access.grant.Scope;
import dev.belfry.incident.IncidentId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/incidents/{id}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Triggers")
class RingResource {
  private final RingReports reports;

  RingResource(RingReports reports) {
    this.reports = reports;
  }

  @GET
  @Path("/rings")
  @Allow(Scope.TRIGGER_READ)
  @Operation(
      summary =
          "Which triggers rang for an incident, when and whom, and why others did not; needs"
              + " incident:read too")
  public RingViews.Told rings(@PathParam("id") IncidentId id) {
    return reports.told(id);
  }

  @GET
  @Path("/escalation")
  @Allow(Scope.TRIGGER_READ)
  @Operation(summary = "How far the escalations of an incident have come; needs incident:read too")
  public RingViews.Escalations escalation(@PathParam("id") IncidentId id) {
    return reports.escalations(id);
  }
}
