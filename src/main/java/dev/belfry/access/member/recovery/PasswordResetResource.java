package dev.belfry.access.member.recovery;

import dev.belfry.access.Open;
import dev.belfry.access.member.recovery.PasswordResetService.PasswordReset;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

@Path("/v1/password-reset")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Users")
class PasswordResetResource {
  private final PasswordResetService resets;
  private final RecoveryService recovery;

  PasswordResetResource(PasswordResetService resets, RecoveryService recovery) {
    this.resets = resets;
    this.recovery = recovery;
  }

  @POST
  @Open("Whoever lost his password is not known; the token is 256 random bits")
  @Operation(
      summary = "Set a new password by a token; all sessions end, and the token too",
      description =
          "Whoever passed the token on may know the password: before you join another account,"
              + " change it by POST /v1/password.")
  public void use(PasswordReset reset) {
    resets.use(reset);
  }

  @POST
  @Path("/request")
  @Open("Whoever lost his password is not known; what happens is told to the owner of the address")
  @Operation(
      summary = "Ask for a token by mail, good once, for six hours",
      description =
          "The answer is the same, and comes as fast, whether somebody signs in with the address or"
              + " not. An address is written to at most once in five minutes, three times at once and then once"
              + " in six hours, so six times in a day, used or not; tokens of earlier mails stay good"
              + " until they end or one of them is used. 409 where the installation has no mail"
              + " server.")
  @ResponseStatus(202)
  public void request(ForgottenPassword forgotten) {
    recovery.ask(forgotten);
  }
}
