package dev.belfry.account.group;

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

@Path("/v1/groups")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Groups")
class GroupResource {
  private final Groups groups;

  GroupResource(Groups groups) {
    this.groups = groups;
  }

  @GET
  @Allow(Scope.GROUP_READ)
  @Operation(summary = "List the groups by name")
  public Page<GroupView> list(@BeanParam PageRequest page) {
    return groups.list(page.checked());
  }

  @POST
  @Allow(Scope.GROUP_CREATE)
  @Operation(summary = "Make a group")
  @ResponseStatus(201)
  public RestResponse<GroupView> create(NewGroup group) {
    GroupView made = groups.create(group);
    return RestResponse.ResponseBuilder.<GroupView>created(
            URI.create("/v1/groups/" + made.id().text()))
        .entity(made)
        .build();
  }

  @GET
  @Path("/{id}")
  @Allow(Scope.GROUP_READ)
  @Operation(summary = "One group")
  public RestResponse<GroupView> get(@PathParam("id") GroupId id) {
    return tagged(groups.get(id));
  }

  @PUT
  @Path("/{id}")
  @Allow(Scope.GROUP_UPDATE)
  @Operation(summary = "Rename a group")
  public RestResponse<GroupView> replace(
      @PathParam("id") GroupId id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      NewGroup wanted) {
    return tagged(groups.replace(id, wanted, ifMatch));
  }

  @DELETE
  @Path("/{id}")
  @Allow(Scope.GROUP_DELETE)
  @Operation(summary = "Delete a group; what is in it stays")
  public void delete(@PathParam("id") GroupId id) {
    groups.delete(id);
  }

  private static RestResponse<GroupView> tagged(Groups.Versioned found) {
    return RestResponse.ResponseBuilder.ok(found.group())
        .header(HttpHeaders.ETAG, EntityTag.of(found.version()))
        .build();
  }
}
