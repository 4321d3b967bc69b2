package dev.belfry.access.idempotency;

import dev.belfry.access.Access;
import dev.belfry.access.Open;
import dev.belfry.platform.http.ChangesNothing;
import dev.belfry.platform.http.RequestTrace;
import dev.belfry.platform.json.KeptJson;
import dev.belfry.platform.seal.Pepper;
import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** After the caller and the query are known to be good: claims the call, or answers as before. */
@Provider
@Priority(Priorities.USER)
class IdempotencyFilter implements ContainerRequestFilter, ContainerResponseFilter {
  static final String REPLAYED = "Idempotency-Replayed";
  private static final String CLAIM = "belfry.idempotency-claim";
  private static final int LARGEST = 65_536;

  private final ResourceInfo resource;
  private final Access access;
  private final IdempotencyService calls;
  private final RequestTrace trace;
  private final Pepper pepper;
  private final KeptJson json;

  IdempotencyFilter(
      ResourceInfo resource,
      Access access,
      IdempotencyService calls,
      RequestTrace trace,
      Pepper pepper,
      KeptJson json) {
    this.resource = resource;
    this.access = access;
    this.calls = calls;
    this.trace = trace;
    this.pepper = pepper;
    this.json = json;
  }

  @Override
  public void filter(ContainerRequestContext request) throws IOException {
    Method method = resource.getResourceMethod();
    if (!request.getMethod().equals(HttpMethod.POST)
        || method.isAnnotationPresent(Open.class)
        || method.isAnnotationPresent(ChangesNothing.class)) {
      return;
    }
    List<String> headers = request.getHeaders().getOrDefault(IdempotencyKey.HEADER, List.of());
    Optional<IdempotencyKey> key = IdempotencyKey.of(headers);
    if (key.isPresent()) {
      begin(request, key.get());
    }
  }

  private void begin(ContainerRequestContext request, IdempotencyKey key) throws IOException {
    Request.Sent sent =
        new Request.Sent(
            request.getMethod(),
            String.valueOf(trace.route()),
            request.getUriInfo().getRequestUri().getRawPath(),
            body(request));
    IdempotencyService.Standing standing =
        calls.begin(Request.of(access.caller(), key, sent, pepper));
    standing.claim().ifPresent(claim -> request.setProperty(CLAIM, claim));
    standing.earlier().ifPresent(earlier -> request.abortWith(replay(earlier)));
  }

  private static String body(ContainerRequestContext request) throws IOException {
    if (!request.hasEntity()) {
      return "";
    }
    byte[] body = request.getEntityStream().readAllBytes();
    request.setEntityStream(new ByteArrayInputStream(body));
    return new String(body, StandardCharsets.ISO_8859_1);
  }

  private static Response replay(Ledger.Earlier earlier) {
    Response.ResponseBuilder answer =
        Response.status(earlier.status() == null ? 0 : earlier.status()).header(REPLAYED, "true");
    if (earlier.location() != null) {
      answer.location(URI.create(earlier.location()));
    }
    if (earlier.answer() != null) {
      answer.type(MediaType.APPLICATION_JSON_TYPE.withCharset("UTF-8")).entity(earlier.answer());
    }
    return answer.build();
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (request.getProperty(CLAIM) instanceof UUID claim) {
      request.removeProperty(CLAIM);
      calls.end(access.account(), claim, answered(response));
    }
  }

  private Ledger.Answered answered(ContainerResponseContext response) {
    boolean worked = response.getStatus() < Response.Status.BAD_REQUEST.getStatusCode();
    URI location = response.getLocation();
    return new Ledger.Answered(
        response.getStatus(),
        location == null ? null : location.getRawPath(),
        worked && response.hasEntity() ? kept(response.getEntity()) : null);
  }

  private @Nullable String kept(Object entity) {
    String text = json.write(entity);
    return text.getBytes(StandardCharsets.UTF_8).length > LARGEST ? null : text;
  }
}
