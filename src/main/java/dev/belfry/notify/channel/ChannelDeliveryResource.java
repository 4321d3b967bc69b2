package dev.belfry.notify.channel;

import dev.belfry.access.Allow;
import dev.belfry.access.grant.Scope;
import dev.belfry.notify.DeliveryFilter;
import dev.belfry.notify.DeliveryId;
import dev.belfry.notify.DeliveryView;
import dev.belfry.platform.page.Stretch;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/channels/{id}/deliveries")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Channels")
class ChannelDeliveryResource {
  private final ChannelDeliveries deliveries;

  ChannelDeliveryResource(ChannelDeliveries deliveries) {
    this.deliveries = deliveries;
  }

  @GET
  @Allow(Scope.CHANNEL_READ)
  @Operation(summary = "What was sent to a channel and every attempt at it, newest first")
  public Stretch<DeliveryView> list(
      @PathParam("id") ChannelId id, @BeanParam DeliveryFilter filter) {
    return deliveries.list(id, filter);
  }

  @POST
  @Path("/{delivery}/replay")
  @Consumes(MediaType.WILDCARD)
  @Allow(Scope.CHANNEL_UPDATE)
  @Operation(summary = "Send it again, now, with the same message id")
  public DeliveryView replay(
      @PathParam("id") ChannelId id, @PathParam("delivery") DeliveryId delivery) {
    return deliveries.replay(id, delivery);
  }
}
