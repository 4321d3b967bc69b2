package dev.belfry.access.watch;

import dev.belfry.access.Allow;
import dev.belfry.access.grant.Scope;
import dev.belfry.platform.page.Stretch;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/flags")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Flags")
class FlagResource {
  private final FlagService flags;

  FlagResource(FlagService flags) {
    this.flags = flags;
  }

  @GET
  @Allow(Scope.KEY_READ)
  @Operation(summary = "Suspicious uses of keys and sessions, newest first")
  public Stretch<FlagView> list(@BeanParam FlagFilter filter) {
    return flags.list(filter);
  }

  @POST
  @Path("/{id}/dismiss")
  @Consumes(MediaType.WILDCARD)
  @Allow(Scope.KEY_UPDATE)
  @Operation(summary = "Say that a flag is harmless")
  public FlagView dismiss(@PathParam("id") FlagId id) {
    return flags.dismiss(id);
  }

  @GET
  @Path("/policy")
  @Allow(Scope.KEY_READ)
  @Operation(summary = "Which flags disable the key")
  public FlagPolicyView policy() {
    return flags.policy();
  }

  @PUT
  @Path("/policy")
  @Allow(Scope.ACCOUNT_UPDATE)
  @Operation(summary = "Say which flags disable the key; none by default")
  public FlagPolicyView replacePolicy(FlagPolicyView policy) {
    return flags.replacePolicy(policy);
  }
}
