package dev.belfry.access.member;

import dev.belfry.access.Allow;
import dev.belfry.access.Open;
import dev.belfry.access.SignedIn;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.people.InvitationId;
import dev.belfry.platform.page.Page;
import dev.belfry.platform.page.PageRequest;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/v1/invitations")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Invitations")
class InvitationResource {
  private final InvitationService invitations;
  private final AcceptanceService acceptances;

  InvitationResource(InvitationService invitations, AcceptanceService acceptances) {
    this.invitations = invitations;
    this.acceptances = acceptances;
  }

  @GET
  @Allow(Scope.USER_READ)
  @Operation(summary = "List the invitations that nobody has accepted, newest first")
  public Page<InvitationView> list(@BeanParam PageRequest page) {
    return invitations.list(page.checked());
  }

  @POST
  @Allow(Scope.USER_CREATE)
  @Operation(
      summary = "Invite somebody; this answer alone shows the token, which you pass on",
      description = "The answer is the same whether the address has a user already or not.")
  @ResponseStatus(202)
  public RestResponse<InvitationView> create(NewInvitation invitation) {
    return shownOnce(invitations.create(invitation, null));
  }

  @GET
  @Path("/{id}")
  @Allow(Scope.USER_READ)
  @Operation(summary = "One invitation")
  public InvitationView get(@PathParam("id") InvitationId id) {
    return invitations.get(id);
  }

  @POST
  @Path("/{id}/resend")
  @Consumes(MediaType.WILDCARD)
  @Allow(Scope.USER_CREATE)
  @Operation(summary = "A new token for another week, in your name; the old one ends")
  @ResponseStatus(202)
  public RestResponse<InvitationView> resend(@PathParam("id") InvitationId id) {
    return shownOnce(invitations.resend(id));
  }

  @DELETE
  @Path("/{id}")
  @Allow(Scope.USER_CREATE)
  @Operation(summary = "Take an invitation back")
  public void delete(@PathParam("id") InvitationId id) {
    invitations.delete(id);
  }

  @POST
  @Path("/accept")
  @Open("Guests are not known before; the token is 256 random bits, and failures are counted")
  @Operation(
      summary =
          "Accept an invitation, with a new password or that of the user whom you are already")
  @ResponseStatus(201)
  public MembershipView accept(Acceptance acceptance) {
    return acceptances.accept(acceptance);
  }

  @POST
  @Path("/join")
  @SignedIn
  @Operation(summary = "Accept an invitation as the user who is signed in")
  @ResponseStatus(201)
  public MembershipView join(Token token) {
    return acceptances.join(token.token());
  }

  /** Of the invitation that is accepted. */
  @RegisterForReflection
  @Schema(name = "InvitationToken")
  record Token(@NotBlank @Size(max = 100) String token) {
    @Override
    public String toString() {
      return "Token[...]";
    }
  }

  static RestResponse<InvitationView> shownOnce(InvitationView invitation) {
    CacheControl never = new CacheControl();
    never.setNoStore(true);
    return RestResponse.ResponseBuilder.<InvitationView>accepted(invitation)
        .cacheControl(never)
        .build();
  }
}
