package dev.belfry.statuspage.subscriber;

import dev.belfry.access.Allow;
import dev.belfry.access.grant.Scope;
import dev.belfry.notify.DeliveryFilter;
import dev.belfry.notify.DeliveryView;
import dev.belfry.platform.page.Page;
import dev.belfry.platform.page.PageRequest;
import dev.belfry.platform.page.Stretch;
import dev.belfry.statuspage.StatusPageId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/status-pages/{id}/subscribers")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Status pages")
class SubscriberResource {
  private final SubscriberService subscribers;

  SubscriberResource(SubscriberService subscribers) {
    this.subscribers = subscribers;
  }

  @GET
  @Allow(Scope.STATUSPAGE_READ)
  @Operation(
      summary =
          "List the subscribers of a status page, newest first; whoever may not change the page sees masked addresses")
  public Page<SubscriberView> list(
      @PathParam("id") StatusPageId id,
      @QueryParam("status") @Nullable SubscriberStatus status,
      @BeanParam PageRequest page) {
    return subscribers.list(id, status, page.checked());
  }

  @POST
  @Allow(Scope.STATUSPAGE_UPDATE)
  @Operation(summary = "Ask somebody whether he wants to hear of a status page; he confirms it")
  @ResponseStatus(201)
  public RestResponse<SubscriberView> add(
      @PathParam("id") StatusPageId id, NewSubscriber subscriber) {
    SubscriberView made = subscribers.add(id, subscriber);
    return RestResponse.ResponseBuilder.<SubscriberView>created(
            URI.create("/v1/status-pages/" + id.text() + "/subscribers/" + made.id().text()))
        .entity(made)
        .build();
  }

  @GET
  @Path("/{subscriber}")
  @Allow(Scope.STATUSPAGE_READ)
  @Operation(
      summary =
          "One subscriber of a status page; whoever may not change the page sees a masked address")
  public SubscriberView get(
      @PathParam("id") StatusPageId id, @PathParam("subscriber") SubscriberId subscriber) {
    return subscribers.get(id, subscriber);
  }

  @DELETE
  @Path("/{subscriber}")
  @Allow(Scope.STATUSPAGE_UPDATE)
  @Operation(summary = "Remove a subscriber; nothing is kept of the address")
  public void delete(
      @PathParam("id") StatusPageId id, @PathParam("subscriber") SubscriberId subscriber) {
    subscribers.delete(id, subscriber);
  }

  @GET
  @Path("/{subscriber}/deliveries")
  @Allow(Scope.STATUSPAGE_READ)
  @Operation(summary = "What was sent to a subscriber and every attempt at it, newest first")
  public Stretch<DeliveryView> deliveries(
      @PathParam("id") StatusPageId id,
      @PathParam("subscriber") SubscriberId subscriber,
      @BeanParam DeliveryFilter filter) {
    return subscribers.deliveries(id, subscriber, filter);
  }
}
