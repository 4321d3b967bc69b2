package dev.belfry.access.operator;

import dev.belfry.access.Allow;
import dev.belfry.access.Revocation;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.people.UserId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/users/{id}/release")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Installation")
class ReleaseResource {
  private final ReleaseService releases;

  ReleaseResource(ReleaseService releases) {
    this.releases = releases;
  }

  @POST
  @Allow(Scope.INSTALLATION_UPDATE)
  @Operation(
      summary = "Take the address from a user of any account, as an operator of the installation",
      description =
          "He loses address, password, single sign-on and sessions, and leaves every account; his"
              + " keys are revoked. Afterwards the address is free to be invited. For sessions of"
              + " the first account only; elsewhere this is a 404.")
  public void release(@PathParam("id") UserId id, Release wanted) {
    Revocation.again(
        () -> {
          releases.release(id, wanted);
          return id;
        });
  }
}
