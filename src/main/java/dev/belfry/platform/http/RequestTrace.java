package dev.belfry.platform.http;

import dev.belfry.platform.id.TypeId;
import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of the current request whoever calls; all null or empty outside of one. */
@ApplicationScoped
public class RequestTrace {
  static final String REQUEST_ID = "belfry.request-id";
  static final String CALLER = "belfry.caller";
  static final String ROUTE = "belfry.route";
  static final String UNMATCHED = "UNMATCHED";
  static final String LEADS_TO = "belfry.leads-to";

  /** Where the binder of Micrometer looks first. */
  private static final String METRIC_LABEL = "UrlPathTemplate";

  private static final String ADDRESS = "belfry.address";
  private static final String REFUSAL = "belfry.refusal";
  private static final String ANSWERED = "belfry.answered";

  private final CurrentVertxRequest current;

  RequestTrace(CurrentVertxRequest current) {
    this.current = current;
  }

  /** {@code req_...}, in every answer and every log line of the request. */
  public @Nullable String requestId() {
    return routing().<String>map(routing -> routing.get(REQUEST_ID)).orElse(null);
  }

  /** The caller's address: the socket's peer, or what a trusted proxy says of it. */
  public @Nullable String address() {
    return routing().map(RequestTrace::address).orElse(null);
  }

  /** Several ask for it in one request. */
  private static @Nullable String address(RoutingContext routing) {
    String known = routing.get(ADDRESS);
    if (known == null && routing.request().remoteAddress() != null) {
      String host = routing.request().remoteAddress().hostAddress();
      known = host == null ? null : canonical(host);
      routing.put(ADDRESS, known);
    }
    return known;
  }

  /** Without a zone, and as IPv4 where IPv6 only carries it; PostgreSQL reads it as inet. */
  private static @Nullable String canonical(String host) {
    int zone = host.indexOf('%');
    try {
      return InetAddress.ofLiteral(zone < 0 ? host : host.substring(0, zone)).getHostAddress();
    } catch (IllegalArgumentException notAnAddress) {
      return null;
    }
  }

  /** The peer of the socket, whatever a proxy says of it in headers. */
  public @Nullable String peer() {
    return routing()
        .map(routing -> routing.request().connection().remoteAddress())
        .map(peer -> peer.hostAddress())
        .map(RequestTrace::canonical)
        .orElse(null);
  }

  /**
   * Where the answer leaves.
   *
   * @throws IllegalStateException outside of a request
   */
  public AnswerLine line() {
    return routing().map(AnswerLine::new).orElseThrow(IllegalStateException::new);
  }

  /**
   * Who sent a request.
   *
   * @param address as {@link #address()} says it
   * @param agent as he calls himself
   */
  public record Sender(@Nullable String address, @Nullable String agent) {
    private static final Sender NOBODY = new Sender(null, null);
  }

  public Sender sender() {
    return routing().map(RequestTrace::sender).orElse(Sender.NOBODY);
  }

  /** Of a request that is answered without JAX-RS. */
  public static Sender sender(RoutingContext routing) {
    return new Sender(address(routing), routing.request().getHeader("User-Agent"));
  }

  /**
   * For the request log and the metrics: the template of the matched route, never the path, which
   * may hold a secret.
   */
  public void routed(String template) {
    routing().ifPresent(routing -> routed(routing, template));
  }

  /** The same of a request that is answered without JAX-RS. */
  public static void routed(RoutingContext routing, String template) {
    routing.put(ROUTE, template);
    label(routing, template);
  }

  /** The path of Belfry that this one is on a host of its own; null on Belfry's hosts. */
  public @Nullable String leadsTo() {
    return routing().<String>map(routing -> routing.get(LEADS_TO)).orElse(null);
  }

  /** The template of the matched route. */
  public @Nullable String route() {
    return routing().<String>map(routing -> routing.get(ROUTE)).orElse(null);
  }

  /** Under which path the call is counted; whatever matches no route is under one. */
  static void label(RoutingContext routing, String template) {
    ((HttpServerRequestInternal) routing.request()).context().putLocal(METRIC_LABEL, template);
  }

  /** For the request log: the hint of a key or the id of a session, never the credential. */
  public void called(String caller) {
    routing().ifPresent(routing -> routing.put(CALLER, caller));
  }

  /** Why the call is refused, for whoever counts it; the last reason said holds. */
  public void refused(String reason) {
    routing().ifPresent(routing -> routing.put(REFUSAL, reason));
  }

  /** Is told what was answered. */
  @FunctionalInterface
  public interface Answered {
    /**
     * @param path may hold secrets: to be counted, never to be kept
     */
    void with(int status, @Nullable String refusal, String path);
  }

  /** Once, when the headers of the answer leave; or when the caller has gone before. */
  public void whenAnswered(Answered answered) {
    routing().ifPresent(routing -> routing.put(ANSWERED, answered));
  }

  /** Called when the status is known, whoever set it. */
  static void answered(RoutingContext routing) {
    Answered answered = routing.remove(ANSWERED);
    if (answered != null) {
      answered.with(
          routing.response().getStatusCode(),
          routing.get(REFUSAL),
          String.valueOf(routing.normalizedPath()));
    }
  }

  private Optional<RoutingContext> routing() {
    return Arc.container().requestContext().isActive()
        ? Optional.ofNullable(current.getCurrent())
        : Optional.empty();
  }

  static String nextId() {
    return TypeId.format("req", TypeId.next());
  }
}
