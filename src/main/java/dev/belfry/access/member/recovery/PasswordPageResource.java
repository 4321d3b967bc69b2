package dev.belfry.access.member.recovery;

import dev.belfry.access.Open;
import dev.belfry.access.member.recovery.PasswordResetService.PasswordReset;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/password-reset")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@Tag(name = "Users")
class PasswordPageResource {
  private static final LinkPage PAGE =
      new LinkPage(
          "A new password",
          "At least 12 characters. All your sessions end.",
          "Set it",
          new LinkPage.Password("password", "New password", true));

  private final PasswordResetService resets;
  private final SignInAdvice advice;

  PasswordPageResource(PasswordResetService resets, SignInAdvice advice) {
    this.resets = resets;
    this.advice = advice;
  }

  @GET
  @Open("The same form for everybody; the token is 256 random bits")
  @Operation(summary = "The page behind the link of a mail: asks for a new password")
  public Response form() {
    return PAGE.form();
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Open("Whoever lost his password is not known; the token is 256 random bits")
  @Operation(summary = "What its form sends; as POST /v1/password-reset")
  public Response use(
      @FormParam("token") @Nullable String token,
      @FormParam("password") @Nullable String password) {
    return LinkPage.answer(
        () -> {
          resets.use(new PasswordReset(LinkPage.code(token), password == null ? "" : password));
          return advice.after("Your new password is set");
        });
  }
}
