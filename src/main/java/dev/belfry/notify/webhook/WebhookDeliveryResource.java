package dev.belfry.notify.webhook;

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

@Path("/v1/webhooks/{id}/deliveries")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Webhooks")
class WebhookDeliveryResource {
  private final WebhookDeliveries deliveries;

  WebhookDeliveryResource(WebhookDeliveries deliveries) {
    this.deliveries = deliveries;
  }

  @GET
  @Allow(Scope.WEBHOOK_READ)
  @Operation(summary = "What was sent to a webhook and every attempt at it, newest first")
  public Stretch<DeliveryView> list(
      @PathParam("id") WebhookId id, @BeanParam DeliveryFilter filter) {
    return deliveries.list(id, filter);
  }

  @POST
  @Path("/{delivery}/replay")
  @Consumes(MediaType.WILDCARD)
  @Allow(Scope.WEBHOOK_UPDATE)
  @Operation(summary = "Send it again, now, with the same message id")
  public DeliveryView replay(
      @PathParam("id") WebhookId id, @PathParam("delivery") DeliveryId delivery) {
    return deliveries.replay(id, delivery);
  }
}
