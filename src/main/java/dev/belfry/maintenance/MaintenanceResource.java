package dev.belfry.maintenance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.access.Allow;
import dev.belfry.access.grant.Scope;
import dev.belfry.platform.http.EntityTag;
import dev.belfry.platform.json.MergePatch;
import dev.belfry.platform.page.Page;
import dev.belfry.platform.page.PageRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
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
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/maintenance")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Maintenance")
class MaintenanceResource {
  private final MaintenanceService maintenance;

  MaintenanceResource(MaintenanceService maintenance) {
    this.maintenance = maintenance;
  }

  @GET
  @Allow(Scope.MAINTENANCE_READ)
  @Operation(
      summary =
          "List the maintenance windows, latest first; filter by status, monitor_id, category")
  public Page<MaintenanceView> list(
      @BeanParam MaintenanceFilter filter, @BeanParam PageRequest page) {
    return maintenance.list(filter, page.checked());
  }

  @POST
  @Allow(Scope.MAINTENANCE_CREATE)
  @Operation(summary = "Plan a maintenance window, or begin one now; it mutes what you may mute")
  @ResponseStatus(201)
  public RestResponse<MaintenanceView> create(NewMaintenance wanted) {
    MaintenanceService.Versioned made = maintenance.create(wanted);
    return RestResponse.ResponseBuilder.<MaintenanceView>created(
            URI.create("/v1/maintenance/" + made.maintenance().id().text()))
        .entity(made.maintenance())
        .header(HttpHeaders.ETAG, EntityTag.of(made.version()))
        .build();
  }

  @GET
  @Path("/{id}")
  @Allow(Scope.MAINTENANCE_READ)
  @Operation(summary = "One maintenance window")
  public RestResponse<MaintenanceView> get(@PathParam("id") MaintenanceId id) {
    return tagged(maintenance.get(id));
  }

  @PUT
  @Path("/{id}")
  @Allow(Scope.MAINTENANCE_UPDATE)
  @Operation(
      summary =
          "Replace a maintenance window; from now on it acts for you. Another time ends what runs")
  public RestResponse<MaintenanceView> replace(
      @PathParam("id") MaintenanceId id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      NewMaintenance wanted) {
    return tagged(maintenance.replace(id, wanted, ifMatch));
  }

  @PATCH
  @Path("/{id}")
  @Consumes(MergePatch.MEDIA_TYPE)
  @Allow(Scope.MAINTENANCE_UPDATE)
  @Operation(
      summary =
          "Change a maintenance window; from now on it acts for you. Another time ends what runs")
  public RestResponse<MaintenanceView> patch(
      @PathParam("id") MaintenanceId id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      JsonNode patch) {
    return tagged(maintenance.patch(id, patch, ifMatch));
  }

  @DELETE
  @Path("/{id}")
  @Allow(Scope.MAINTENANCE_DELETE)
  @Operation(summary = "Delete a maintenance window; what runs ends now")
  public void delete(@PathParam("id") MaintenanceId id) {
    maintenance.delete(id);
  }

  @POST
  @Path("/{id}/end")
  @Consumes(MediaType.WILDCARD)
  @Allow(Scope.MAINTENANCE_UPDATE)
  @Operation(
      summary =
          "End what runs now; what is still down is told. One that does not run stays as it is")
  public RestResponse<MaintenanceView> end(@PathParam("id") MaintenanceId id) {
    return tagged(maintenance.end(id));
  }

  @POST
  @Path("/{id}/start")
  @Consumes(MediaType.WILDCARD)
  @Allow(Scope.MAINTENANCE_UPDATE)
  @Operation(summary = "Begin an occurrence now, of the usual length; one that runs stays as it is")
  public RestResponse<MaintenanceView> start(@PathParam("id") MaintenanceId id) {
    return tagged(maintenance.start(id));
  }

  private static RestResponse<MaintenanceView> tagged(MaintenanceService.Versioned found) {
    return RestResponse.ResponseBuilder.ok(found.maintenance())
        .header(HttpHeaders.ETAG, EntityTag.of(found.version()))
        .build();
  }
}
