package dev.belfry.incident;

import dev.belfry.access.Allow;
import dev.belfry.access.grant.Scope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What people write of incidents. */
@Path("/v1/incidents")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Incidents")
class UpdateResource {
  private final Updates updates;

  UpdateResource(Updates updates) {
    this.updates = updates;
  }

  @POST
  @Path("/{id}/updates")
  @Allow(Scope.INCIDENT_UPDATE)
  @Operation(
      summary =
          "Tell news of an incident, in Markdown; with public on status pages, with"
              + " notify_subscribers also to their subscribers")
  @ResponseStatus(201)
  public RestResponse<IncidentView> tell(
      @PathParam("id") IncidentId id, @NotNull @Valid Updates.NewUpdate update) {
    return RestResponse.ResponseBuilder.<IncidentView>created(
            URI.create("/v1/incidents/" + id.text()))
        .entity(updates.tell(id, update).incident())
        .build();
  }

  @PUT
  @Path("/{id}/updates/{update}")
  @Allow(Scope.INCIDENT_UPDATE)
  @Operation(summary = "Say an update of yours otherwise; that you did is shown")
  public RestResponse<IncidentView> edit(
      @PathParam("id") IncidentId id,
      @PathParam("update") UpdateId update,
      @NotNull @Valid Updates.NewUpdate.Edit edit) {
    return IncidentResource.tagged(updates.edit(id, update, edit));
  }

  @DELETE
  @Path("/{id}/updates/{update}")
  @Allow(Scope.INCIDENT_UPDATE)
  @Operation(summary = "Take an update of yours back; that there was one is shown")
  public void delete(@PathParam("id") IncidentId id, @PathParam("update") UpdateId update) {
    updates.delete(id, update);
  }

  @PUT
  @Path("/{id}/postmortem")
  @Allow(Scope.INCIDENT_UPDATE)
  @Operation(summary = "Write what was learnt, in Markdown")
  public RestResponse<IncidentView> write(
      @PathParam("id") IncidentId id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @NotNull @Valid Updates.Postmortem postmortem) {
    return IncidentResource.tagged(updates.write(id, postmortem, ifMatch));
  }

  @DELETE
  @Path("/{id}/postmortem")
  @Allow(Scope.INCIDENT_UPDATE)
  @Operation(summary = "Delete what was written of what was learnt")
  public void erase(@PathParam("id") IncidentId id) {
    updates.erase(id);
  }
}
