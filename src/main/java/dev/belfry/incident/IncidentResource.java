package dev.belfry.incident;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.access.Allow;
import dev.belfry.access.grant.Scope;
import dev.belfry.platform.http.EntityTag;
import dev.belfry.platform.json.MergePatch;
import dev.belfry.platform.page.Page;
import dev.belfry.platform.page.PageRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/incidents")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Incidents")
class IncidentResource {
  private final Incidents incidents;
  private final IncidentEdits edits;

  IncidentResource(Incidents incidents, IncidentEdits edits) {
    this.incidents = incidents;
    this.edits = edits;
  }

  @GET
  @Allow(Scope.INCIDENT_READ)
  @Operation(
      summary =
          "List the incidents, newest first; filter by status, time, monitor, category, group, impact,"
              + " origin, assignee and acknowledgement, search by q")
  public Page<IncidentView> list(@BeanParam IncidentFilter filter, @BeanParam PageRequest page) {
    return incidents.list(filter, page.checked());
  }

  @POST
  @Allow(Scope.INCIDENT_CREATE)
  @Operation(summary = "Open an incident by hand")
  @ResponseStatus(201)
  public RestResponse<IncidentView> create(@NotNull @Valid NewIncident wanted) {
    Incidents.Versioned made = edits.create(wanted);
    return RestResponse.ResponseBuilder.<IncidentView>created(
            URI.create("/v1/incidents/" + made.incident().id().text()))
        .entity(made.incident())
        .header(HttpHeaders.ETAG, EntityTag.of(made.version()))
        .build();
  }

  @GET
  @Path("/{id}")
  @Allow(Scope.INCIDENT_READ)
  @Operation(summary = "One incident with its updates")
  public RestResponse<IncidentView> get(@PathParam("id") IncidentId id) {
    return tagged(incidents.get(id));
  }

  @PUT
  @Path("/{id}")
  @Allow(Scope.INCIDENT_UPDATE)
  @Operation(
      summary =
          "Replace what people say of an incident; what a monitor opened stays where its cause lay")
  public RestResponse<IncidentView> replace(
      @PathParam("id") IncidentId id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @NotNull @Valid NewIncident wanted) {
    return tagged(edits.replace(id, wanted, ifMatch));
  }

  @PATCH
  @Path("/{id}")
  @Consumes(MergePatch.MEDIA_TYPE)
  @Allow(Scope.INCIDENT_UPDATE)
  @Operation(summary = "Change some of an incident; null brings a field back to its default")
  @RequestBody(content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
  public RestResponse<IncidentView> patch(
      @PathParam("id") IncidentId id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      JsonNode patch) {
    return tagged(edits.patch(id, patch, ifMatch));
  }

  @DELETE
  @Path("/{id}")
  @Allow(Scope.INCIDENT_DELETE)
  @Operation(summary = "Delete an incident that a person opened")
  public void delete(
      @PathParam("id") IncidentId id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
    edits.delete(id, ifMatch);
  }

  static RestResponse<IncidentView> tagged(Incidents.Versioned found) {
    return RestResponse.ResponseBuilder.ok(found.incident())
        .header(HttpHeaders.ETAG, EntityTag.of(found.version()))
        .build();
  }
}
