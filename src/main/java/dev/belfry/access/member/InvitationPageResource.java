package dev.belfry.access.member;

import dev.belfry.access.Open;
import dev.belfry.access.people.SignInAdvice;
import dev.belfry.platform.http.LinkPage;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/invitation")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@Tag(name = "Invitations")
class InvitationPageResource {
  private static final LinkPage PAGE =
      new LinkPage(
          "An invitation to Belfry",
          "Choose a password of at least 12 characters; or say yours, if you sign in with this address already.",
          "Accept",
          new LinkPage.Password("password", "Password", true),
          new LinkPage.Password(
              "new_password", "New password, where somebody else chose the one you have", false));

  private final AcceptanceService acceptances;
  private final SignInAdvice advice;

  InvitationPageResource(AcceptanceService acceptances, SignInAdvice advice) {
    this.acceptances = acceptances;
    this.advice = advice;
  }

  @GET
  @Open("The same form for everybody; the token is 256 random bits")
  @Operation(summary = "The page behind the link of a mail: accepts an invitation")
  public Response form() {
    return PAGE.form();
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Open("Guests are not known before; the token is 256 random bits, and failures are counted")
  @Operation(summary = "What its form sends; as POST /v1/invitations/accept")
  public Response accept(
      @FormParam("token") @Nullable String token,
      @FormParam("password") @Nullable String password,
      @FormParam("new_password") @Nullable String wanted) {
    return LinkPage.answer(
        () -> {
          acceptances.accept(
              new Acceptance(
                  LinkPage.code(token),
                  null,
                  Objects.requireNonNullElse(password, ""),
                  wanted == null || wanted.isEmpty() ? null : wanted));
          return advice.after("You are a member now");
        });
  }
}
