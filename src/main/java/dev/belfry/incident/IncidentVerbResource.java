package dev.belfry.incident;

import dev.belfry.access.Allow;
import dev.belfry.access.grant.Scope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** What one does with incidents besides editing them. */
@Path("/v1/incidents")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
@RunOnVirtualThread
@Tag(name = "Incidents")
class IncidentVerbResource {
  private final IncidentVerbs verbs;
  private final Merging merging;

  IncidentVerbResource(IncidentVerbs verbs, Merging merging) {
    this.verbs = verbs;
    this.merging = merging;
  }

  @POST
  @Path("/{id}/resolve")
  @Allow(Scope.INCIDENT_RESOLVE)
  @Operation(
      summary =
          "Resolve an incident; to say more, send an update with the status resolved. If the next"
              + " look finds the monitor still down, a new incident opens")
  public RestResponse<IncidentView> resolve(@PathParam("id") IncidentId id) {
    return IncidentResource.tagged(verbs.resolve(id));
  }

  @POST
  @Path("/{id}/reopen")
  @Allow(Scope.INCIDENT_RESOLVE)
  @Operation(summary = "Go on with an incident that was resolved")
  public RestResponse<IncidentView> reopen(@PathParam("id") IncidentId id) {
    return IncidentResource.tagged(verbs.reopen(id));
  }

  @POST
  @Path("/{id}/acknowledge")
  @Allow(Scope.INCIDENT_ACKNOWLEDGE)
  @Operation(summary = "Say that you have seen it; whoever was first stays named")
  public RestResponse<IncidentView> acknowledge(@PathParam("id") IncidentId id) {
    return IncidentResource.tagged(verbs.acknowledge(id));
  }

  @POST
  @Path("/{id}/unacknowledge")
  @Allow(Scope.INCIDENT_ACKNOWLEDGE)
  @Operation(summary = "Take the acknowledgement back")
  public RestResponse<IncidentView> unacknowledge(@PathParam("id") IncidentId id) {
    return IncidentResource.tagged(verbs.unacknowledge(id));
  }

  @POST
  @Path("/{id}/merge")
  @Consumes(MediaType.APPLICATION_JSON)
  @Allow(Scope.INCIDENT_UPDATE)
  @Operation(
      summary =
          "Make others parts of this incident: what they concern and tell comes along, and they are"
              + " resolved with it; needs incident:update on all of them")
  public RestResponse<IncidentView> merge(
      @PathParam("id") IncidentId id, @NotNull @Valid Merging.Parts parts) {
    return IncidentResource.tagged(merging.merge(id, parts));
  }
}
