package dev.belfry.heartbeat;

import dev.belfry.access.Open;
import dev.belfry.platform.http.ForeignQuery;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.UriInfo;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * Where jobs report, as to Healthchecks: by GET, HEAD or POST, with what they say as the body.
 * Pings are many and come at once, so that none has a thread while it waits for its commit.
 */
@Path("/ping/{token}")
@Tag(name = "Heartbeats")
class PingResource {
  private static final String WHY = "Whoever knows the URL of a heartbeat may report to it";
  private static final String WHO = "Jobs, which may add to it what other products read there";
  private static final String LIMIT = "Ping-Body-Limit";

  private final PingService pings;

  PingResource(PingService pings) {
    this.pings = pings;
  }

  @GET
  @Open(WHY)
  @ForeignQuery(WHO)
  @Operation(summary = "Report that all is well")
  public CompletionStage<RestResponse<String>> get(
      @PathParam("token") String token, @Context Request request, @Context UriInfo uri) {
    return take(token, null, request, uri, null);
  }

  @POST
  @Consumes(MediaType.WILDCARD)
  @Open(WHY)
  @ForeignQuery(WHO)
  @Operation(summary = "Report that all is well, with a text; the first 10,000 bytes are kept")
  public CompletionStage<RestResponse<String>> post(
      @PathParam("token") String token,
      @Context Request request,
      @Context UriInfo uri,
      byte @Nullable [] body) {
    return take(token, null, request, uri, body);
  }

  @GET
  @Path("/{signal}")
  @Open(WHY)
  @ForeignQuery(WHO)
  @Operation(
      summary = "Report a start, a failure, a note, or an exit status",
      description = "start, fail, log, or 0 to 255; rid names the run")
  public CompletionStage<RestResponse<String>> getSignal(
      @PathParam("token") String token,
      @PathParam("signal") String signal,
      @Context Request request,
      @Context UriInfo uri) {
    return take(token, signal, request, uri, null);
  }

  @POST
  @Path("/{signal}")
  @Consumes(MediaType.WILDCARD)
  @Open(WHY)
  @ForeignQuery(WHO)
  @Operation(
      summary = "Report a start, a failure, a note, or an exit status, with a text",
      description = "start, fail, log, or 0 to 255; rid names the run")
  public CompletionStage<RestResponse<String>> postSignal(
      @PathParam("token") String token,
      @PathParam("signal") String signal,
      @Context Request request,
      @Context UriInfo uri,
      byte @Nullable [] body) {
    return take(token, signal, request, uri, body);
  }

  private CompletionStage<RestResponse<String>> take(
      String token, @Nullable String signal, Request request, UriInfo uri, byte @Nullable [] body) {
    return pings
        .ping(
            new PingService.Arrival(token, signal, request.getMethod(), uri.getQueryParameters()),
            body)
        .thenApply(done -> ok());
  }

  private static RestResponse<String> ok() {
    return RestResponse.ResponseBuilder.ok("OK", MediaType.TEXT_PLAIN_TYPE)
        .header(LIMIT, PingService.BODY_LIMIT)
        .build();
  }
}
