package dev.belfry.access.member;

import dev.belfry.access.SignedIn;
import dev.belfry.access.people.UserView;
import dev.belfry.platform.json.MergePatch;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/profile")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Profile")
class ProfileResource {
  private final ProfileService profiles;

  ProfileResource(ProfileService profiles) {
    this.profiles = profiles;
  }

  /** What a user changes of himself. */
  @RegisterForReflection
  @Schema(name = "ProfilePatch")
  record ProfilePatch(@NotBlank @Size(max = 100) String name) {}

  @PATCH
  @SignedIn
  @Consumes({MediaType.APPLICATION_JSON, MergePatch.MEDIA_TYPE})
  @Operation(summary = "Change one's own name; needs a session")
  public UserView rename(ProfilePatch wanted) {
    return profiles.rename(wanted.name());
  }
}
