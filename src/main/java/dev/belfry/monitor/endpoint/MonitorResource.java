package dev.belfry.monitor.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.access.Allow;
import dev.belfry.access.grant.Scope;
import dev.belfry.check.Target;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.MonitorQuery;
import dev.belfry.monitor.MonitorService;
import dev.belfry.monitor.MonitorView;
import dev.belfry.monitor.NewMonitor;
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
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/monitors")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Monitors")
class MonitorResource {
  private final MonitorService monitors;

  MonitorResource(MonitorService monitors) {
    this.monitors = monitors;
  }

  @GET
  @Allow(Scope.MONITOR_READ)
  @Operation(
      summary =
          "List the monitors; filter by status, type, category, group, tag and what is wrong, search by q")
  public Page<MonitorView> list(@BeanParam MonitorQuery query, @BeanParam PageRequest page) {
    return monitors.list(query, page.checked());
  }

  @POST
  @Allow(Scope.MONITOR_CREATE)
  @Operation(summary = "Make a monitor; it is looked at within a second")
  @RequestBody(content = @Content(schema = @Schema(allOf = {NewMonitor.class, Target.class})))
  @ResponseStatus(201)
  public RestResponse<MonitorView> create(JsonNode monitor) {
    MonitorService.Versioned made = monitors.create(monitor);
    return RestResponse.ResponseBuilder.<MonitorView>created(
            URI.create("/v1/monitors/" + made.monitor().id().text()))
        .entity(made.monitor())
        .header(HttpHeaders.ETAG, EntityTag.of(made.version()))
        .build();
  }

  @GET
  @Path("/{id}")
  @Allow(Scope.MONITOR_READ)
  @Operation(summary = "One monitor")
  public RestResponse<MonitorView> get(@PathParam("id") MonitorId id) {
    return tagged(monitors.get(id));
  }

  @PUT
  @Path("/{id}")
  @Allow(Scope.MONITOR_UPDATE)
  @Operation(summary = "Replace a monitor; a secret sent as *** stays as it is")
  @RequestBody(content = @Content(schema = @Schema(allOf = {NewMonitor.class, Target.class})))
  public RestResponse<MonitorView> replace(
      @PathParam("id") MonitorId id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      JsonNode monitor) {
    return tagged(monitors.replace(id, monitor, ifMatch));
  }

  @PATCH
  @Path("/{id}")
  @Consumes(MergePatch.MEDIA_TYPE)
  @Allow(Scope.MONITOR_UPDATE)
  @Operation(summary = "Change some of a monitor; null brings a field back to its default")
  @RequestBody(
      content =
          @Content(
              schema =
                  @Schema(
                      type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.OBJECT)))
  public RestResponse<MonitorView> patch(
      @PathParam("id") MonitorId id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      JsonNode patch) {
    return tagged(monitors.patch(id, patch, ifMatch));
  }

  @DELETE
  @Path("/{id}")
  @Allow(Scope.MONITOR_DELETE)
  @Operation(summary = "Delete a monitor and its results")
  public void delete(@PathParam("id") MonitorId id) {
    monitors.delete(id);
  }

  private static RestResponse<MonitorView> tagged(MonitorService.Versioned found) {
    return RestResponse.ResponseBuilder.ok(found.monitor())
        .header(HttpHeaders.ETAG, EntityTag.of(found.version()))
        .build();
  }
}
