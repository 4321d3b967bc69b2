package dev.belfry.access.sso;

import dev.belfry.access.Allow;
import dev.belfry.access.grant.Scope;
import dev.belfry.platform.http.EntityTag;
import dev.belfry.platform.page.Page;
import dev.belfry.platform.page.PageRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
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

@Path("/v1/sso/mappings")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Single sign-on")
class MappingResource {
  private final MappingService mappings;

  MappingResource(MappingService mappings) {
    this.mappings = mappings;
  }

  @GET
  @Allow(Scope.SSO_READ)
  @Operation(summary = "List which groups get which roles")
  public Page<MappingView> list(@BeanParam PageRequest page) {
    return mappings.list(page.checked());
  }

  @POST
  @Allow(Scope.SSO_UPDATE)
  @Operation(summary = "Map a group of the identity provider to a role")
  @ResponseStatus(201)
  public RestResponse<MappingView> create(NewMapping mapping) {
    MappingView made = mappings.create(mapping);
    return RestResponse.ResponseBuilder.<MappingView>created(
            URI.create("/v1/sso/mappings/" + made.id().text()))
        .entity(made)
        .build();
  }

  @GET
  @Path("/{id}")
  @Allow(Scope.SSO_READ)
  @Operation(summary = "One mapping")
  public RestResponse<MappingView> get(@PathParam("id") MappingId id) {
    return tagged(mappings.get(id));
  }

  @PUT
  @Path("/{id}")
  @Allow(Scope.SSO_UPDATE)
  @Operation(summary = "Map another group or to another role; counts from the next login on")
  public RestResponse<MappingView> replace(
      @PathParam("id") MappingId id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      NewMapping wanted) {
    return tagged(mappings.replace(id, wanted, ifMatch));
  }

  @DELETE
  @Path("/{id}")
  @Allow(Scope.SSO_UPDATE)
  @Operation(summary = "Delete a mapping; whoever has its role keeps it until his next login")
  public void delete(@PathParam("id") MappingId id) {
    mappings.delete(id);
  }

  private static RestResponse<MappingView> tagged(MappingService.Versioned found) {
    return RestResponse.ResponseBuilder.ok(found.mapping())
        .header(HttpHeaders.ETAG, EntityTag.of(found.version()))
        .build();
  }
}
