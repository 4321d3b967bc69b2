package dev.belfry.alerting.rota;

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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/rotas")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Rotas")
class RotaResource {
  private final RotaService rotas;

  RotaResource(RotaService rotas) {
    this.rotas = rotas;
  }

  @GET
  @Allow(Scope.ROTA_READ)
  @Operation(summary = "List the rotas, newest first")
  public Page<RotaView> list(@BeanParam PageRequest page) {
    return rotas.list(page.checked());
  }

  @POST
  @Allow(Scope.ROTA_CREATE)
  @Operation(summary = "Make a rota")
  @ResponseStatus(201)
  public RestResponse<RotaView> create(NewRota wanted) {
    RotaView made = rotas.create(wanted);
    return RestResponse.ResponseBuilder.<RotaView>created(
            URI.create("/v1/rotas/" + made.id().text()))
        .entity(made)
        .build();
  }

  @GET
  @Path("/{id}")
  @Allow(Scope.ROTA_READ)
  @Operation(summary = "One rota")
  public RestResponse<RotaView> get(@PathParam("id") RotaId id) {
    return tagged(rotas.get(id));
  }

  @PUT
  @Path("/{id}")
  @Allow(Scope.ROTA_UPDATE)
  @Operation(summary = "Replace a rota; from now on it acts for you")
  public RestResponse<RotaView> replace(
      @PathParam("id") RotaId id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      NewRota wanted) {
    return tagged(rotas.replace(id, wanted, ifMatch));
  }

  @PATCH
  @Path("/{id}")
  @Consumes(MergePatch.MEDIA_TYPE)
  @Allow(Scope.ROTA_UPDATE)
  @Operation(summary = "Change a rota; from now on it acts for you")
  public RestResponse<RotaView> patch(
      @PathParam("id") RotaId id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      JsonNode patch) {
    return tagged(rotas.patch(id, patch, ifMatch));
  }

  @DELETE
  @Path("/{id}")
  @Allow(Scope.ROTA_DELETE)
  @Operation(summary = "Delete a rota that no other rule names")
  public void delete(@PathParam("id") RotaId id) {
    rotas.delete(id);
  }

  @GET
  @Path("/{id}/on-call")
  @Allow(Scope.ROTA_READ)
  @Operation(summary = "Who is on call at an instant, or now")
  public RotaView.OnCallAt onCall(
      @PathParam("id") RotaId id, @QueryParam("at") @Nullable Instant at) {
    return rotas.onCall(id, at);
  }

  @GET
  @Path("/{id}/schedule")
  @Allow(Scope.ROTA_READ)
  @Operation(summary = "The shifts of at most 92 days; two weeks from now where nothing is said")
  public RotaView.Schedule schedule(
      @PathParam("id") RotaId id,
      @QueryParam("from") @Nullable Instant from,
      @QueryParam("to") @Nullable Instant to) {
    return rotas.schedule(id, from, to);
  }

  private static RestResponse<RotaView> tagged(RotaService.Versioned found) {
    return RestResponse.ResponseBuilder.ok(found.rota())
        .header(HttpHeaders.ETAG, EntityTag.of(found.version()))
        .build();
  }
}
