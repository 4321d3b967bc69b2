package dev.belfry.alerting.escalation;

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

@Path("/v1/escalations")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Escalations")
class EscalationResource {
  private final EscalationService escalations;

  EscalationResource(EscalationService escalations) {
    this.escalations = escalations;
  }

  @GET
  @Allow(Scope.ESCALATION_READ)
  @Operation(summary = "List the escalations, newest first")
  public Page<EscalationView> list(@BeanParam PageRequest page) {
    return escalations.list(page.checked());
  }

  @POST
  @Allow(Scope.ESCALATION_CREATE)
  @Operation(summary = "Make an escalation")
  @ResponseStatus(201)
  public RestResponse<EscalationView> create(NewEscalation wanted) {
    EscalationView made = escalations.create(wanted);
    return RestResponse.ResponseBuilder.<EscalationView>created(
            URI.create("/v1/escalations/" + made.id().text()))
        .entity(made)
        .build();
  }

  @GET
  @Path("/{id}")
  @Allow(Scope.ESCALATION_READ)
  @Operation(summary = "One escalation")
  public RestResponse<EscalationView> get(@PathParam("id") EscalationId id) {
    return tagged(escalations.get(id));
  }

  @PUT
  @Path("/{id}")
  @Allow(Scope.ESCALATION_UPDATE)
  @Operation(summary = "Replace an escalation; from now on it acts for you")
  public RestResponse<EscalationView> replace(
      @PathParam("id") EscalationId id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      NewEscalation wanted) {
    return tagged(escalations.replace(id, wanted, ifMatch));
  }

  @PATCH
  @Path("/{id}")
  @Consumes(MergePatch.MEDIA_TYPE)
  @Allow(Scope.ESCALATION_UPDATE)
  @Operation(summary = "Change an escalation; from now on it acts for you")
  public RestResponse<EscalationView> patch(
      @PathParam("id") EscalationId id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      JsonNode patch) {
    return tagged(escalations.patch(id, patch, ifMatch));
  }

  @DELETE
  @Path("/{id}")
  @Allow(Scope.ESCALATION_DELETE)
  @Operation(summary = "Delete an escalation that no other rule names")
  public void delete(@PathParam("id") EscalationId id) {
    escalations.delete(id);
  }

  private static RestResponse<EscalationView> tagged(EscalationService.Versioned found) {
    return RestResponse.ResponseBuilder.ok(found.escalation())
        .header(HttpHeaders.ETAG, EntityTag.of(found.version()))
        .build();
  }
}
