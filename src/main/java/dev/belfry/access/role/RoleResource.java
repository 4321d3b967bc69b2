package dev.belfry.access.role;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.access.Allow;
import dev.belfry.access.Revocation;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.people.RoleId;
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

@Path("/v1/roles")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Roles")
class RoleResource {
  private final RoleService roles;

  RoleResource(RoleService roles) {
    this.roles = roles;
  }

  @GET
  @Allow(Scope.ROLE_READ)
  @Operation(summary = "List the roles by name")
  public Page<RoleView> list(@BeanParam PageRequest page) {
    return roles.list(page.checked());
  }

  @POST
  @Allow(Scope.ROLE_CREATE)
  @Operation(summary = "Make a role that allows no more than you may")
  @ResponseStatus(201)
  public RestResponse<RoleView> create(NewRole role) {
    RoleView made = roles.create(role);
    return RestResponse.ResponseBuilder.<RoleView>created(
            URI.create("/v1/roles/" + made.id().text()))
        .entity(made)
        .build();
  }

  @GET
  @Path("/{id}")
  @Allow(Scope.ROLE_READ)
  @Operation(summary = "One role")
  public RestResponse<RoleView> get(@PathParam("id") RoleId id) {
    return tagged(roles.get(id));
  }

  @PUT
  @Path("/{id}")
  @Allow(Scope.ROLE_UPDATE)
  @Operation(summary = "Replace a role; all who hold it feel it at once")
  public RestResponse<RoleView> replace(
      @PathParam("id") RoleId id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      NewRole wanted) {
    return tagged(Revocation.again(() -> roles.replace(id, wanted, ifMatch)));
  }

  @PATCH
  @Path("/{id}")
  @Consumes(MergePatch.MEDIA_TYPE)
  @Allow(Scope.ROLE_UPDATE)
  @Operation(summary = "Change a role; all who hold it feel it at once")
  public RestResponse<RoleView> patch(
      @PathParam("id") RoleId id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      JsonNode patch) {
    return tagged(Revocation.again(() -> roles.patch(id, patch, ifMatch)));
  }

  @DELETE
  @Path("/{id}")
  @Allow(Scope.ROLE_DELETE)
  @Operation(summary = "Delete a role that nobody holds")
  public void delete(@PathParam("id") RoleId id) {
    roles.delete(id);
  }

  private static RestResponse<RoleView> tagged(RoleService.Versioned found) {
    return RestResponse.ResponseBuilder.ok(found.role())
        .header(HttpHeaders.ETAG, EntityTag.of(found.version()))
        .build();
  }
}
