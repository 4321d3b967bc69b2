package dev.belfry.notify.delivery;

import dev.belfry.access.Allow;
import dev.belfry.access.grant.Scope;
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

@Path("/v1/deliveries")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Deliveries")
class DeliveryResource {
  private final DeliveryService deliveries;

  DeliveryResource(DeliveryService deliveries) {
    this.deliveries = deliveries;
  }

  @GET
  @Allow(Scope.DELIVERY_READ)
  @Operation(
      summary =
          "What was sent to all webhooks and channels that you may know of, and why something was not, newest first; not what subscribers of status pages got, unless asked for")
  public Stretch<DeliveryView> list(@BeanParam DeliverySearch search) {
    return deliveries.list(
        search.filter(), search.messageId, search.after(), search.checkedLimit());
  }

  @GET
  @Path("/{id}")
  @Allow(Scope.DELIVERY_READ)
  @Operation(summary = "One delivery with every attempt at it")
  public DeliveryView get(@PathParam("id") DeliveryId id) {
    return deliveries.get(id);
  }

  @POST
  @Path("/{id}/replay")
  @Consumes(MediaType.WILDCARD)
  @Allow(Scope.DELIVERY_REPLAY)
  @Operation(summary = "Send it again, now, with the same message id")
  public DeliveryView replay(@PathParam("id") DeliveryId id) {
    return deliveries.replay(id);
  }

  @POST
  @Path("/replay")
  @Consumes(MediaType.APPLICATION_JSON)
  @Allow(Scope.DELIVERY_REPLAY)
  @Operation(
      summary =
          "Send many again, at most 1,000 at once, with the same message ids; what tells of one thing keeps its order")
  public ReplayReport replayMany(Replay replay) {
    return deliveries.replay(replay);
  }
}
