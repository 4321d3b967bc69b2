package dev.belfry.access.member;

import dev.belfry.access.SignedIn;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/password")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Profile")
class PasswordResource {
  private final ProfileService profiles;

  PasswordResource(ProfileService profiles) {
    this.profiles = profiles;
  }

  @POST
  @SignedIn
  @Operation(
      summary = "Change one's own password; needs a session, and ends all one's others everywhere")
  public void change(PasswordChange wanted) {
    profiles.changePassword(wanted);
  }
}
