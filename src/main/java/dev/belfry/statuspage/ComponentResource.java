package dev.belfry.statuspage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.access.Allow;
import dev.belfry.access.grant.Scope;
import dev.belfry.incident.page.ComponentId;
import dev.belfry.platform.json.MergePatch;
import dev.belfry.platform.page.Page;
import dev.belfry.platform.page.PageRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/v1/status-pages/{id}/components")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Status pages")
class ComponentResource {
  private final ComponentService components;

  ComponentResource(ComponentService components) {
    this.components = components;
  }

  @GET
  @Allow(Scope.STATUSPAGE_READ)
  @Operation(summary = "List the components of a status page, by position")
  public Page<ComponentView> list(@PathParam("id") StatusPageId id, @BeanParam PageRequest page) {
    return components.list(id, page.checked());
  }

  @POST
  @Allow(Scope.STATUSPAGE_UPDATE)
  @Operation(summary = "Add a component to a status page")
  @ResponseStatus(201)
  public RestResponse<ComponentView> add(@PathParam("id") StatusPageId id, NewComponent component) {
    ComponentView made = components.add(id, component);
    return RestResponse.ResponseBuilder.<ComponentView>created(
            URI.create("/v1/status-pages/" + id.text() + "/components/" + made.id().text()))
        .entity(made)
        .build();
  }

  @GET
  @Path("/{component}")
  @Allow(Scope.STATUSPAGE_READ)
  @Operation(summary = "One component of a status page")
  public ComponentView get(
      @PathParam("id") StatusPageId id, @PathParam("component") ComponentId component) {
    return components.get(id, component);
  }

  @PUT
  @Path("/{component}")
  @Allow(Scope.STATUSPAGE_UPDATE)
  @Operation(summary = "Replace a component of a status page")
  public ComponentView replace(
      @PathParam("id") StatusPageId id,
      @PathParam("component") ComponentId component,
      NewComponent wanted) {
    return components.replace(id, component, wanted);
  }

  @PATCH
  @Path("/{component}")
  @Consumes(MergePatch.MEDIA_TYPE)
  @Allow(Scope.STATUSPAGE_UPDATE)
  @Operation(summary = "Change a component of a status page, such as how it stands")
  public ComponentView patch(
      @PathParam("id") StatusPageId id,
      @PathParam("component") ComponentId component,
      JsonNode patch) {
    return components.patch(id, component, patch);
  }

  @DELETE
  @Path("/{component}")
  @Allow(Scope.STATUSPAGE_UPDATE)
  @Operation(summary = "Take a component from a status page")
  public void delete(
      @PathParam("id") StatusPageId id, @PathParam("component") ComponentId component) {
    components.delete(id, component);
  }
}
