package dev.belfry.notify.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.access.Allow;
import dev.belfry.access.grant.Scope;
import dev.belfry.notify.AttemptView;
import dev.belfry.platform.http.EntityTag;
import dev.belfry.platform.json.MergePatch;
import dev.belfry.platform.page.Page;
import dev.belfry.platform.page.PageRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/webhooks")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Webhooks")
class WebhookResource {
  private final WebhookService webhooks;
  private final WebhookDeliveries deliveries;

  WebhookResource(WebhookService webhooks, WebhookDeliveries deliveries) {
    this.webhooks = webhooks;
    this.deliveries = deliveries;
  }

  @GET
  @Allow(Scope.WEBHOOK_READ)
  @Operation(summary = "List the webhooks, newest first")
  public Page<WebhookView> list(@BeanParam PageRequest page) {
    return webhooks.list(page.checked());
  }

  @POST
  @Allow(Scope.WEBHOOK_CREATE)
  @Operation(summary = "Make a webhook; this answer alone shows its secret")
  @ResponseStatus(201)
  public RestResponse<WebhookView> create(NewWebhook webhook) {
    WebhookView made = webhooks.create(webhook);
    return RestResponse.ResponseBuilder.<WebhookView>created(
            URI.create("/v1/webhooks/" + made.id().text()))
        .entity(made)
        .cacheControl(never())
        .build();
  }

  @GET
  @Path("/{id}")
  @Allow(Scope.WEBHOOK_READ)
  @Operation(summary = "One webhook; values of headers are masked")
  public RestResponse<WebhookView> get(@PathParam("id") WebhookId id) {
    return tagged(webhooks.get(id));
  }

  @PUT
  @Path("/{id}")
  @Allow(Scope.WEBHOOK_UPDATE)
  @Operation(summary = "Replace a webhook; from now on it tells what you may read")
  public RestResponse<WebhookView> replace(
      @PathParam("id") WebhookId id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      NewWebhook wanted) {
    return tagged(webhooks.replace(id, wanted, ifMatch));
  }

  @PATCH
  @Path("/{id}")
  @Consumes(MergePatch.MEDIA_TYPE)
  @Allow(Scope.WEBHOOK_UPDATE)
  @Operation(summary = "Change a webhook; from now on it tells what you may read")
  public RestResponse<WebhookView> patch(
      @PathParam("id") WebhookId id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      JsonNode patch) {
    return tagged(webhooks.patch(id, patch, ifMatch));
  }

  @DELETE
  @Path("/{id}")
  @Allow(Scope.WEBHOOK_DELETE)
  @Operation(summary = "Delete a webhook; what was not sent yet is not sent any more")
  public void delete(@PathParam("id") WebhookId id) {
    webhooks.delete(id);
  }

  @POST
  @Path("/{id}/test")
  @Consumes(MediaType.WILDCARD)
  @Allow(Scope.WEBHOOK_UPDATE)
  @Operation(summary = "Send a test message now, once, and tell what came of it")
  public AttemptView test(@PathParam("id") WebhookId id) {
    return deliveries.test(id);
  }

  @POST
  @Path("/{id}/rotate-secret")
  @Consumes(MediaType.WILDCARD)
  @Allow(Scope.WEBHOOK_UPDATE)
  @Operation(
      summary = "A new secret, shown in this answer alone; the old one signs too for 24 hours")
  public RestResponse<WebhookView> rotate(@PathParam("id") WebhookId id) {
    return RestResponse.ResponseBuilder.ok(webhooks.rotate(id)).cacheControl(never()).build();
  }

  private static CacheControl never() {
    CacheControl never = new CacheControl();
    never.setNoStore(true);
    return never;
  }

  private static RestResponse<WebhookView> tagged(WebhookService.Versioned found) {
    return RestResponse.ResponseBuilder.ok(found.webhook())
        .header(HttpHeaders.ETAG, EntityTag.of(found.version()))
        .build();
  }
}
