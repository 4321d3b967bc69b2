package dev.belfry.alerting.role;

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

@Path("/v1/notification-roles")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Notification roles")
class NotificationRoleResource {
  private final NotificationRoleService roles;

  NotificationRoleResource(NotificationRoleService roles) {
    this.roles = roles;
  }

  @GET
  @Allow(Scope.NOTIFICATION_ROLE_READ)
  @Operation(summary = "List the notification roles, newest first")
  public Page<NotificationRoleView> list(@BeanParam PageRequest page) {
    return roles.list(page.checked());
  }

  @POST
  @Allow(Scope.NOTIFICATION_ROLE_CREATE)
  @Operation(summary = "Make a notification role")
  @ResponseStatus(201)
  public RestResponse<NotificationRoleView> create(NewNotificationRole wanted) {
    NotificationRoleView made = roles.create(wanted);
    return RestResponse.ResponseBuilder.<NotificationRoleView>created(
            URI.create("/v1/notification-roles/" + made.id().text()))
        .entity(made)
        .build();
  }

  @GET
  @Path("/{id}")
  @Allow(Scope.NOTIFICATION_ROLE_READ)
  @Operation(summary = "One notification role")
  public RestResponse<NotificationRoleView> get(@PathParam("id") NotificationRoleId id) {
    return tagged(roles.get(id));
  }

  @PUT
  @Path("/{id}")
  @Allow(Scope.NOTIFICATION_ROLE_UPDATE)
  @Operation(summary = "Replace a notification role; from now on it acts for you")
  public RestResponse<NotificationRoleView> replace(
      @PathParam("id") NotificationRoleId id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      NewNotificationRole wanted) {
    return tagged(roles.replace(id, wanted, ifMatch));
  }

  @PATCH
  @Path("/{id}")
  @Consumes(MergePatch.MEDIA_TYPE)
  @Allow(Scope.NOTIFICATION_ROLE_UPDATE)
  @Operation(summary = "Change a notification role; from now on it acts for you")
  public RestResponse<NotificationRoleView> patch(
      @PathParam("id") NotificationRoleId id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      JsonNode patch) {
    return tagged(roles.patch(id, patch, ifMatch));
  }

  @DELETE
  @Path("/{id}")
  @Allow(Scope.NOTIFICATION_ROLE_DELETE)
  @Operation(summary = "Delete a notification role that no other rule names")
  public void delete(@PathParam("id") NotificationRoleId id) {
    roles.delete(id);
  }

  private static RestResponse<NotificationRoleView> tagged(
      NotificationRoleService.Versioned found) {
    return RestResponse.ResponseBuilder.ok(found.role())
        .header(HttpHeaders.ETAG, EntityTag.of(found.version()))
        .build();
  }
}
