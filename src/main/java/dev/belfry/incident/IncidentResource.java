package dev.belfry.incident;

import dev.belfry.access.Allow;
import dev.belfry.access.grant.Scope;
import dev.belfry.platform.page.Page;
import dev.belfry.platform.page.PageRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/v1/incidents")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Incidents")
class IncidentResource {
  private final Incidents incidents;

  IncidentResource(Incidents incidents) {
    this.incidents = incidents;
  }

  @GET
  @Allow(Scope.INCIDENT_READ)
  @Operation(
      summary =
          "List the incidents, newest first; filter by status, open, monitor_id,"
              + " category and group")
  public Page<IncidentView> list(@BeanParam IncidentFilter filter, @BeanParam PageRequest page) {
    return incidents.list(filter, page.checked());
  }

  @GET
  @Path("/{id}")
  @Allow(Scope.INCIDENT_READ)
  @Operation(summary = "One incident with its updates")
  public IncidentView get(@PathParam("id") IncidentId id) {
    return incidents.get(id);
  }

  @POST
  @Path("/{id}/updates")
  @Allow(Scope.INCIDENT_UPDATE)
  @Operation(summary = "Tell news of an incident")
  @ResponseStatus(201)
  public RestResponse<IncidentView> update(@PathParam("id") IncidentId id, NewUpdate update) {
    return RestResponse.ResponseBuilder.<IncidentView>created(
            URI.create("/v1/incidents/" + id.text()))
        .entity(incidents.update(id, update))
        .build();
  }

  @POST
  @Path("/{id}/resolve")
  @Consumes(MediaType.WILDCARD)
  @Allow(Scope.INCIDENT_RESOLVE)
  @Operation(
      summary =
          "Resolve an incident; to say more, send an update with the status resolved. If the next"
              + " look finds the monitor still down, a new incident opens")
  public IncidentView resolve(@PathParam("id") IncidentId id) {
    return incidents.resolve(id);
  }
}
