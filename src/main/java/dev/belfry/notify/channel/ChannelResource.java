package dev.belfry.notify.channel;

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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/channels")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Channels")
class ChannelResource {
  private final ChannelService channels;
  private final ChannelDeliveries deliveries;

  ChannelResource(ChannelService channels, ChannelDeliveries deliveries) {
    this.channels = channels;
    this.deliveries = deliveries;
  }

  @GET
  @Allow(Scope.CHANNEL_READ)
  @Operation(summary = "List the channels, newest first")
  public Page<ChannelView> list(@BeanParam PageRequest page) {
    return channels.list(page.checked());
  }

  @POST
  @Allow(Scope.CHANNEL_CREATE)
  @Operation(summary = "Make a channel; it may carry what you may read")
  @ResponseStatus(201)
  public RestResponse<ChannelView> create(NewChannel channel) {
    ChannelView made = channels.create(channel);
    return RestResponse.ResponseBuilder.<ChannelView>created(
            URI.create("/v1/channels/" + made.id().text()))
        .entity(made)
        .build();
  }

  @GET
  @Path("/{id}")
  @Allow(Scope.CHANNEL_READ)
  @Operation(summary = "One channel; secret settings are masked")
  public RestResponse<ChannelView> get(@PathParam("id") ChannelId id) {
    return tagged(channels.get(id));
  }

  @PUT
  @Path("/{id}")
  @Allow(Scope.CHANNEL_UPDATE)
  @Operation(summary = "Replace a channel; from now on it carries what you may read")
  public RestResponse<ChannelView> replace(
      @PathParam("id") ChannelId id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      NewChannel wanted) {
    return tagged(channels.replace(id, wanted, ifMatch));
  }

  @PATCH
  @Path("/{id}")
  @Consumes(MergePatch.MEDIA_TYPE)
  @Allow(Scope.CHANNEL_UPDATE)
  @Operation(summary = "Change a channel; from now on it carries what you may read")
  public RestResponse<ChannelView> patch(
      @PathParam("id") ChannelId id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      JsonNode patch) {
    return tagged(channels.patch(id, patch, ifMatch));
  }

  @DELETE
  @Path("/{id}")
  @Allow(Scope.CHANNEL_DELETE)
  @Operation(summary = "Delete a channel; what was not sent yet is not sent any more")
  public void delete(@PathParam("id") ChannelId id) {
    channels.delete(id);
  }

  @POST
  @Path("/{id}/confirmation")
  @Consumes(MediaType.WILDCARD)
  @Allow(Scope.CHANNEL_UPDATE)
  @Operation(
      summary = "Ask the owner of a mail address once more whether he wants news",
      description =
          "No letter is written where he has said so, or was asked within five minutes; the answer"
              + " is the same. An account may have 100 mails an hour written, and 5 to one address"
              + " (429 beyond); those that readers of status pages ask for do not count.")
  public ChannelView ask(@PathParam("id") ChannelId id) {
    return channels.ask(id);
  }

  @POST
  @Path("/{id}/test")
  @Consumes(MediaType.WILDCARD)
  @Allow(Scope.CHANNEL_TEST)
  @Operation(summary = "Send a test message now, once, and tell what came of it")
  public AttemptView test(@PathParam("id") ChannelId id) {
    return deliveries.test(id);
  }

  private static RestResponse<ChannelView> tagged(ChannelService.Versioned found) {
    return RestResponse.ResponseBuilder.ok(found.channel())
        .header(HttpHeaders.ETAG, EntityTag.of(found.version()))
        .build();
  }
}
