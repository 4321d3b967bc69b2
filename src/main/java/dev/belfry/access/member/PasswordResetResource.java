package dev.belfry.access.member;

import dev.belfry.access.Open;
import dev.belfry.access.member.PasswordResetService.PasswordReset;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/password-reset")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Users")
class PasswordResetResource {
  private final PasswordResetService resets;

  PasswordResetResource(PasswordResetService resets) {
    this.resets = resets;
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
}
