package dev.belfry.notify.channel;

import dev.belfry.access.Allow;
import dev.belfry.access.grant.Scope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/channel-kinds")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Channels")
class ChannelKindResource {
  private final Kinds kinds;

  ChannelKindResource(Kinds kinds) {
    this.kinds = kinds;
  }

  @GET
  @Allow(Scope.CHANNEL_READ)
  @Operation(summary = "The kinds of channels, with the settings of each")
  public KindView.Catalogue list() {
    return kinds.catalogue();
  }
}
