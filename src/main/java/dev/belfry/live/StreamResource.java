package dev.belfry.live;

import dev.belfry.access.Access;
import dev.belfry.access.Allow;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.stream.EventStream;
import dev.belfry.account.category.CategoryId;
import dev.belfry.monitor.MonitorQuery;
import dev.belfry.platform.http.OneOf;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/stream")
@RunOnVirtualThread
@Tag(name = "Monitors")
class StreamResource {
  private final Feed feed;
  private final Access access;

  StreamResource(Feed feed, Access access) {
    this.feed = feed;
    this.access = access;
  }

  @GET
  @Produces(EventStream.MEDIA_TYPE)
  @APIResponse(
      responseCode = "200",
      description =
          """
          Server-sent events. snapshot: how all stands, in pages, the last with complete: true. monitor.changed: how a \
          monitor stands now. monitor.deleted. incident.created, incident.updated, incident.resolved: with incident:read. \
          closed: the last event, with the reason: revoked, rotated, expired, disabled, elsewhere, right_lost, or, after \
          which it can be opened again, reach_changed, unconfirmed, too_slow, stopping.""",
      content =
          @Content(
              mediaType = EventStream.MEDIA_TYPE,
              schema = @Schema(implementation = StateView.class)))
  @Allow(Scope.MONITOR_READ)
  @Operation(
      summary =
          "How all monitors stand, and what changes, within seconds, until the credential ends or its rights change; at most"
              + " 5 for one credential and 50 in an account")
  public Response stream(
      @QueryParam("category") @Nullable CategoryId category,
      @QueryParam("tag") @Nullable String tag,
      @QueryParam("type") @OneOf(MonitorQuery.Kinds.class) @Nullable String type,
      @Parameter(
              description =
                  "The id of the last event that you have, to go on after it; after ten minutes all is told anew")
          @HeaderParam("Last-Event-ID")
          @Nullable String last) {
    StreamFilter filter =
        new StreamFilter(
            access.pairs(Scope.MONITOR_READ),
            access.pairs(Scope.INCIDENT_READ),
            category,
            tag,
            type);
    return feed.open(filter, last).answer();
  }
}
