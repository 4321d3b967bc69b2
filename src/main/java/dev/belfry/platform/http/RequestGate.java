package dev.belfry.platform.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import dev.belfry.platform.problem.ProblemView;
import io.quarkus.arc.All;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The first to see a request: names it, refuses what two readers could understand differently, logs
 * it.
 */
@ApplicationScoped
class RequestGate {
  private static final Logger LOG = Logger.getLogger("dev.belfry.request");
  private static final String POLICY = "Content-Security-Policy";
  private static final int FIRST = 10_000;

  /** That of Quarkus has 2, and sets the largest of all. */
  private static final int AFTER_THE_SERVERS_LIMIT = 1;

  private static final int FOUND = 302;
  private static final int SERVER_ERROR = 500;

  private final ObjectMapper mapper;
  private final BodySizes sizes;
  private final BodyRoom room;
  private final List<OwnHosts> hosts;
  private final String referrers;
  private final String contents;

  RequestGate(
      ObjectMapper mapper,
      BodySizes sizes,
      BodyRoom room,
      @All List<OwnHosts> hosts,
      @ConfigProperty(name = "quarkus.http.header.\"Referrer-Policy\".value") String referrers,
      @ConfigProperty(name = "quarkus.http.filter.answers.header.\"Content-Security-Policy\"")
          String contents) {
    this.mapper = mapper;
    this.sizes = sizes;
    this.room = room;
    this.hosts = hosts;
    this.referrers = referrers;
    this.contents = contents;
  }

  void register(@Observes Filters filters) {
    filters.register(this::enter, FIRST);
    filters.register(this::limit, AFTER_THE_SERVERS_LIMIT);
  }

  /** What is not announced is counted while it is read, and cut. */
  private void limit(RoutingContext routing) {
    if (BodySizes.hasBody(routing.request())) {
      routing.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, sizes.largest(routing.request()));
    }
    routing.next();
  }

  /** What the router cannot read never comes to a filter: no path, or no host. */
  void register(@Observes Router router) {
    router.errorHandler(ProblemType.MALFORMED.status(), this::unreadable);
    router.route().order(Integer.MIN_VALUE).failureHandler(this::failed);
  }

  private void failed(RoutingContext routing) {
    if (routing.statusCode() == ProblemType.MALFORMED.status()
        && routing.get(RequestTrace.REQUEST_ID) == null) {
      unreadable(routing);
    } else if (routing.failure() == null) {
      routing.next();
    } else if (routing.failure() instanceof Problem problem && !routing.response().headWritten()) {
      answer(routing, problem);
    } else {
      unexpected(routing, routing.failure());
    }
  }

  /** Nobody after us logs it, since he would log the path, which may hold a secret. */
  private void unexpected(RoutingContext routing, Throwable failure) {
    String id = routing.get(RequestTrace.REQUEST_ID);
    if (routing.response().headWritten()) {
      LOG.debugf(failure, "%s was answered before it failed", id);
      return;
    }
    LOG.errorf(failure, "%s failed", id);
    answer(routing, Problem.internal());
  }

  private void unreadable(RoutingContext routing) {
    if (isAfterTheLast(routing)) {
      return;
    }
    if (routing.get(RequestTrace.REQUEST_ID) == null) {
      name(routing);
    }
    String fault =
        Framing.fault(routing.request())
            .or(() -> RawUri.fault(routing.request()))
            .orElse("The path, the query or the host could not be read.");
    Framing.end(routing);
    answer(routing, Problem.of(ProblemType.MALFORMED, fault));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // nobody is left to be told
  private static boolean isAfterTheLast(RoutingContext routing) {
    boolean over = Framing.isOver(routing.request());
    if (over) {
      routing.request().connection().close();
    }
    return over;
  }

  private void enter(RoutingContext routing) {
    if (isAfterTheLast(routing)) {
      return;
    }
    name(routing);
    try {
      admit(routing);
    } catch (RuntimeException e) {
      // Before the router nobody else answers.
      Framing.end(routing);
      unexpected(routing, e);
    }
  }

  private void admit(RoutingContext routing) {
    refuse(routing)
        .or(() -> lead(routing))
        .ifPresentOrElse(
            problem -> answer(routing, problem),
            () -> {
              if ("/".equals(routing.request().path())
                  && routing.get(RequestTrace.LEADS_TO) == null) {
                routing.response().setStatusCode(FOUND).putHeader("Location", "/docs").end();
              } else {
                routing.next();
              }
            });
  }

  /** The one place where it is decided what is to be found under a host that is not the API's. */
  private Optional<Problem> lead(RoutingContext routing) {
    var authority = routing.request().authority();
    String path = routing.request().path();
    OwnHosts own =
        authority == null
            ? null
            : hosts.stream().filter(one -> one.has(authority.host())).findFirst().orElse(null);
    if (own == null || path == null) {
      return Optional.empty();
    }
    Optional<String> place = own.lead(authority.host(), path);
    place.ifPresent(found -> routing.put(RequestTrace.LEADS_TO, found));
    if (place.isEmpty() && BodySizes.hasBody(routing.request())) {
      routing.response().putHeader("Connection", "close");
    }
    return place.isPresent() ? Optional.empty() : Optional.of(Problem.notFound());
  }

  private Optional<Problem> refuse(RoutingContext routing) {
    Optional<String> framing = Framing.fault(routing.request());
    if (framing.isPresent() || Framing.isChunked(routing.request())) {
      Framing.end(routing);
    }
    if (framing.isPresent()) {
      return framing.map(fault -> Problem.of(ProblemType.MALFORMED, fault));
    }
    Optional<Problem> target =
        RawUri.fault(routing.request()).map(fault -> Problem.of(ProblemType.MALFORMED, fault));
    if (target.isPresent() || !BodySizes.hasBody(routing.request())) {
      return target;
    }
    Optional<Problem> body = refuseBody(routing, sizes.largest(routing.request()));
    if (body.isPresent()) {
      routing.response().putHeader("Connection", "close");
    }
    return body;
  }

  private Optional<Problem> refuseBody(RoutingContext routing, long largest) {
    if (BodySizes.isTooLarge(routing.request(), largest)) {
      return Optional.of(
          Problem.of(ProblemType.TOO_LARGE, "A body has at most " + largest + " bytes."));
    }
    if (room.admits(routing, largest)) {
      return Optional.empty();
    }
    return Optional.of(
        Problem.of(
                ProblemType.UNAVAILABLE, "Too many bodies come in at this moment; send it again.")
            .with("Retry-After", "1"));
  }

  private static void name(RoutingContext routing) {
    String id = RequestTrace.nextId();
    long started = System.nanoTime();
    routing.put(RequestTrace.REQUEST_ID, id);
    routing.response().putHeader("X-Request-Id", id);
    routing.response().putHeader("X-Content-Type-Options", "nosniff");
    // Handlers run backwards: what is registered here sees the status that JAX-RS sets in one of
    // its own.
    routing.addHeadersEndHandler(headers -> keepOutOfCaches(routing));
    routing.addHeadersEndHandler(headers -> keepOnePolicy(routing));
    routing.addHeadersEndHandler(headers -> RequestTrace.answered(routing));
    routing.addEndHandler(
        done -> {
          RequestTrace.answered(routing);
          log(routing, id, started);
        });
    RequestTrace.label(routing, RequestTrace.UNMATCHED);
  }

  /** What the API answers is for the caller alone, unless a route says otherwise. */
  private static void keepOutOfCaches(RoutingContext routing) {
    boolean documentation =
        routing.request().path() != null && routing.request().path().startsWith("/docs");
    if (!documentation && !routing.response().headers().contains("Cache-Control")) {
      routing.response().putHeader("Cache-Control", "no-store");
    }
  }

  /** A page has its own beside that of all answers, and browsers would hold it to both. */
  private static void keepOnePolicy(RoutingContext routing) {
    for (String header : List.of(POLICY, "Referrer-Policy")) {
      List<String> policies = routing.response().headers().getAll(header);
      if (policies.size() > 1) {
        routing.response().putHeader(header, policies.getLast());
      }
    }
  }

  /** Answers outside of JAX-RS with the same body that JAX-RS would give. */
  private void answer(RoutingContext routing, Problem problem) {
    String id = routing.get(RequestTrace.REQUEST_ID);
    try {
      byte[] body = mapper.writeValueAsBytes(ProblemView.of(problem, id));
      problem.headers().forEach(routing.response()::putHeader);
      routing
          .response()
          .setStatusCode(problem.type().status())
          .putHeader("Content-Type", ProblemView.MEDIA_TYPE)
          .putHeader("Cache-Control", "no-store")
          .putHeader("Referrer-Policy", referrers)
          .putHeader(POLICY, contents)
          .end(Buffer.buffer(body));
    } catch (JsonProcessingException impossible) {
      routing.response().setStatusCode(SERVER_ERROR).end();
    }
  }

  private static void log(RoutingContext routing, String id, long started) {
    long millis = (System.nanoTime() - started) / 1_000_000;
    String route = routing.get(RequestTrace.ROUTE);
    String caller = routing.get(RequestTrace.CALLER);
    LOG.infof(
        "%s %s %s %d %dms caller=%s",
        id,
        routing.request().method(),
        route == null ? "unmatched" : route,
        routing.response().getStatusCode(),
        millis,
        caller == null ? "-" : caller);
  }
}
