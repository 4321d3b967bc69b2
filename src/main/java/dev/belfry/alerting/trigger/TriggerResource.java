package dev.belfry.alerting.trigger;

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

@Path("/v1/triggers")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Triggers")
class TriggerResource {
  private final TriggerService triggers;

  TriggerResource(TriggerService triggers) {
    this.triggers = triggers;
  }

  @GET
  @Allow(Scope.TRIGGER_READ)
  @Operation(summary = "List the triggers, newest first")
  public Page<TriggerView> list(@BeanParam PageRequest page) {
    return triggers.list(page.checked());
  }

  @POST
  @Allow(Scope.TRIGGER_CREATE)
  @Operation(summary = "Make a trigger")
  @ResponseStatus(201)
  public RestResponse<TriggerView> create(NewTrigger wanted) {
    TriggerView made = triggers.create(wanted);
    return RestResponse.ResponseBuilder.<TriggerView>created(
            URI.create("/v1/triggers/" + made.id().text()))
        .entity(made)
        .build();
  }

  @GET
  @Path("/{id}")
  @Allow(Scope.TRIGGER_READ)
  @Operation(summary = "One trigger")
  public RestResponse<TriggerView> get(@PathParam("id") TriggerId id) {
    return tagged(triggers.get(id));
  }

  @PUT
  @Path("/{id}")
  @Allow(Scope.TRIGGER_UPDATE)
  @Operation(summary = "Replace a trigger; from now on it acts for you")
  public RestResponse<TriggerView> replace(
      @PathParam("id") TriggerId id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      NewTrigger wanted) {
    return tagged(triggers.replace(id, wanted, ifMatch));
  }

  @PATCH
  @Path("/{id}")
  @Consumes(MergePatch.MEDIA_TYPE)
  @Allow(Scope.TRIGGER_UPDATE)
  @Operation(summary = "Change a trigger; from now on it acts for you")
  public RestResponse<TriggerView> patch(
      @PathParam("id") TriggerId id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      JsonNode patch) {
    return tagged(triggers.patch(id, patch, ifMatch));
  }

  @DELETE
  @Path("/{id}")
  @Allow(Scope.TRIGGER_DELETE)
  @Operation(summary = "Delete a trigger; what it was about to ring is silent")
  public void delete(@PathParam("id") TriggerId id) {
    triggers.delete(id);
  }

  private static RestResponse<TriggerView> tagged(TriggerService.Versioned found) {
    return RestResponse.ResponseBuilder.ok(found.trigger())
        .header(HttpHeaders.ETAG, EntityTag.of(found.version()))
        .build();
  }
}
