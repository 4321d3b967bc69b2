package dev.belfry.access.member;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.access.Allow;
import dev.belfry.access.Revocation;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.member.recovery.PasswordResetService;
import dev.belfry.access.member.recovery.PasswordResetView;
import dev.belfry.access.people.MemberDirectory;
import dev.belfry.access.people.MemberId;
import dev.belfry.access.people.MemberStatus;
import dev.belfry.access.people.RoleId;
import dev.belfry.access.people.UserId;
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
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/users")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Users")
class UserResource {
  private final UserService users;
  private final InvitationService invitations;
  private final PasswordResetService resets;

  UserResource(UserService users, InvitationService invitations, PasswordResetService resets) {
    this.users = users;
    this.invitations = invitations;
    this.resets = resets;
  }

  @GET
  @Allow(Scope.USER_READ)
  @Operation(summary = "List the people of the account by name")
  public Page<UserDetails> list(
      @BeanParam PageRequest page,
      @QueryParam("status") @Nullable MemberStatus status,
      @QueryParam("role") @Nullable RoleId role,
      @QueryParam("q") @Nullable String text) {
    return users.list(page.checked(), new MemberDirectory.Filter(true, status, role, text));
  }

  @POST
  @Allow(Scope.USER_CREATE)
  @Operation(
      summary = "Add somebody: an invitation, which signing in with the given password accepts",
      description =
          "The answer is the same whether the address has a user already or not. Where it has, the"
              + " password is not looked at, and the user accepts with the token and his own.")
  @ResponseStatus(202)
  public RestResponse<InvitationView> create(NewUser user) {
    return InvitationResource.shownOnce(invitations.create(user.invitation(), user.password()));
  }

  @GET
  @Path("/{id}")
  @Allow(Scope.USER_READ)
  @Operation(summary = "One person")
  public RestResponse<UserDetails> get(@PathParam("id") UserId id) {
    return tagged(users.get(id));
  }

  @PATCH
  @Path("/{id}")
  @Consumes(MergePatch.MEDIA_TYPE)
  @Allow(Scope.USER_UPDATE)
  @Operation(summary = "Change name, roles, grants or status (active, disabled), at once")
  public RestResponse<UserDetails> patch(
      @PathParam("id") UserId id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      JsonNode patch) {
    return tagged(Revocation.again(() -> users.patch(id, patch, ifMatch)));
  }

  @DELETE
  @Path("/{id}")
  @Allow(Scope.USER_DELETE)
  @Operation(
      summary = "Remove a person from the account",
      description =
          "His sessions end and his personal keys are revoked. The other keys go to the successor,"
              + " a person or a service account (mem_...), or are revoked where none is named.")
  public void delete(
      @PathParam("id") UserId id, @QueryParam("successor") @Nullable MemberId successor) {
    Revocation.again(
        () -> {
          users.delete(id, successor);
          return id;
        });
  }

  @POST
  @Path("/{id}/password-reset")
  @Consumes(MediaType.WILDCARD)
  @Allow(Scope.USER_UPDATE)
  @Operation(
      summary = "A token with which somebody who lost his password sets a new one within 24 hours",
      description =
          "This answer alone shows it, and you pass it on; the one before ends. Only for people who"
              + " may do no more than you, who have a password, and who are members of no other"
              + " account (409 otherwise). Needs a session.")
  @ResponseStatus(201)
  public RestResponse<PasswordResetView> offerReset(@PathParam("id") UserId id) {
    CacheControl never = new CacheControl();
    never.setNoStore(true);
    return RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, resets.make(id))
        .cacheControl(never)
        .build();
  }

  private static RestResponse<UserDetails> tagged(UserService.Versioned found) {
    return RestResponse.ResponseBuilder.ok(found.user())
        .header(HttpHeaders.ETAG, EntityTag.of(found.version()))
        .build();
  }
}
