package dev.belfry.heartbeat;

import dev.belfry.access.Open;
import dev.belfry.platform.http.ForeignQuery;
import dev.belfry.platform.http.RequestTrace;
import dev.belfry.platform.problem.Problem;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * Where jobs report, as to Healthchecks: by GET, HEAD or POST, with what they say as the body.
 * Pings are many and come at once, so that none has a thread while it waits for its commit.
 */
@Path(PingResource.PATH)
@Tag(name = "Heartbeats")
class PingResource {
  private static final String WHY = "Whoever knows the URL of a heartbeat may report to it";
  private static final String WHO = "Jobs, which may add to it what other products read there";
  private static final String LIMIT = "Ping-Body-Limit";
  private static final String OK = "OK";

  /** The length of a UUID as text. */
  private static final int TOKEN = 36;

  private static final String ROOT = "/ping/";
  static final String PATH = ROOT + "{token}";

  private final PingService pings;
  private final RequestTrace trace;

  PingResource(PingService pings, RequestTrace trace) {
    this.pings = pings;
    this.trace = trace;
  }

  /**
   * Most pings are nothing but a GET of the URL. They are taken here already, since JAX-RS would
   * take a seventh of what a ping costs; all others it has to read.
   */
  void register(@Observes Router router) {
    router.get(ROOT + "*").handler(this::plain);
    router.head(ROOT + "*").handler(this::plain);
  }

  private void plain(RoutingContext routing) {
    HttpServerRequest request = routing.request();
    if (!isPlain(request)) {
      routing.next();
      return;
    }
    RequestTrace.routed(routing, PATH);
    io.vertx.core.Context loop = routing.vertx().getOrCreateContext();
    try {
      pings
          .ping(
              new PingService.Arrival(
                  request.path().substring(ROOT.length()),
                  null,
                  request.method().name(),
                  Map.of(),
                  RequestTrace.sender(routing)),
              null)
          .whenComplete((done, failure) -> loop.runOnContext(then -> answer(routing, failure)));
    } catch (Problem refused) {
      routing.fail(refused);
    }
  }

  /** Nothing of it is to be read but its path; and no proxy says that others could read it. */
  private static boolean isPlain(HttpServerRequest request) {
    MultiMap headers = request.headers();
    return request.path().length() == ROOT.length() + TOKEN
        && request.query() == null
        && !headers.contains(HttpHeaders.CONTENT_LENGTH)
        && !headers.contains(HttpHeaders.TRANSFER_ENCODING)
        && !headers.contains("Forwarded")
        && headers.getAll("X-Forwarded-Proto").stream().allMatch("https"::equalsIgnoreCase);
  }

  private static void answer(RoutingContext routing, @Nullable Throwable failure) {
    if (failure != null) {
      Throwable cause = failure.getCause();
      routing.fail(failure instanceof CompletionException && cause != null ? cause : failure);
    } else if (!routing.response().closed()) {
      routing
          .response()
          .putHeader(HttpHeaders.CONTENT_TYPE, MediaType.TEXT_PLAIN)
          .putHeader(LIMIT, Integer.toString(PingService.BODY_LIMIT))
          .end(OK);
    }
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
            new PingService.Arrival(
                token, signal, request.getMethod(), uri.getQueryParameters(), trace.sender()),
            body)
        .thenApply(done -> ok());
  }

  private static RestResponse<String> ok() {
    return RestResponse.ResponseBuilder.ok(OK, MediaType.TEXT_PLAIN_TYPE)
        .header(LIMIT, PingService.BODY_LIMIT)
        .build();
  }
}
