package dev.belfry.access.member;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.access.Allow;
import dev.belfry.access.Revocation;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.people.MemberDirectory;
import dev.belfry.access.people.MemberId;
import dev.belfry.access.people.MemberStatus;
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
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/service-accounts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Service accounts")
class ServiceAccountResource {
  private final ServiceAccountService accounts;

  ServiceAccountResource(ServiceAccountService accounts) {
    this.accounts = accounts;
  }

  @GET
  @Allow(Scope.USER_READ)
  @Operation(summary = "List the service accounts by name")
  public Page<ServiceAccountView> list(
      @BeanParam PageRequest page,
      @QueryParam("status") @Nullable MemberStatus status,
      @QueryParam("role") @Nullable RoleId role,
      @QueryParam("q") @Nullable String text) {
    return accounts.list(page.checked(), new MemberDirectory.Filter(false, status, role, text));
  }

  @POST
  @Allow(Scope.USER_CREATE)
  @Operation(summary = "Make a service account, which owns keys and which nobody signs in as")
  @ResponseStatus(201)
  public RestResponse<ServiceAccountView> create(NewServiceAccount account) {
    ServiceAccountView made = accounts.create(account);
    return RestResponse.ResponseBuilder.<ServiceAccountView>created(
            URI.create("/v1/service-accounts/" + made.id().text()))
        .entity(made)
        .build();
  }

  @GET
  @Path("/{id}")
  @Allow(Scope.USER_READ)
  @Operation(summary = "One service account")
  public RestResponse<ServiceAccountView> get(@PathParam("id") MemberId id) {
    return tagged(accounts.get(id));
  }

  @PATCH
  @Path("/{id}")
  @Consumes(MergePatch.MEDIA_TYPE)
  @Allow(Scope.USER_UPDATE)
  @Operation(summary = "Change name, description, roles, grants or status, at once")
  public RestResponse<ServiceAccountView> patch(
      @PathParam("id") MemberId id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      JsonNode patch) {
    return tagged(Revocation.again(() -> accounts.patch(id, patch, ifMatch)));
  }

  @DELETE
  @Path("/{id}")
  @Allow(Scope.USER_DELETE)
  @Operation(summary = "Delete a service account; its keys go to the successor or are revoked")
  public void delete(
      @PathParam("id") MemberId id, @QueryParam("successor") @Nullable MemberId successor) {
    Revocation.again(
        () -> {
          accounts.delete(id, successor);
          return id;
        });
  }

  private static RestResponse<ServiceAccountView> tagged(ServiceAccountService.Versioned found) {
    return RestResponse.ResponseBuilder.ok(found.serviceAccount())
        .header(HttpHeaders.ETAG, EntityTag.of(found.version()))
        .build();
  }
}
