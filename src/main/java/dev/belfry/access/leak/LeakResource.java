package dev.belfry.access.leak;

import dev.belfry.access.Open;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

@Path("/v1/credentials")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Keys")
class LeakResource {
  private final LeakService leaks;

  LeakResource(LeakService leaks) {
    this.leaks = leaks;
  }

  @POST
  @Path("/revoke")
  @Open("Whoever holds a secret may end it, and has nothing else to be known by")
  @Operation(summary = "Revoke a key or session that was found somewhere; always 202")
  @ResponseStatus(202)
  public void revoke(Leak leak) {
    leaks.revoke(leak.credential());
  }
}
