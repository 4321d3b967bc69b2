package dev.belfry.check.api;

import dev.belfry.platform.wire.Purpose;
import dev.belfry.platform.wire.WireClient;
import dev.belfry.platform.wire.WireFailure;
import dev.belfry.platform.wire.WireFailure.Reason;
import dev.belfry.platform.wire.WireHeaders;
import dev.belfry.platform.wire.WireRequest;
import dev.belfry.platform.wire.WireResponse;
import dev.belfry.platform.wire.dial.Deadline;
import dev.belfry.platform.wire.dial.WireException;
import dev.belfry.platform.wire.tls.ClientIdentity;
import dev.belfry.platform.wire.tls.TlsTerms;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Makes the requests of steps. */
final class ApiWire {
  private static final int LARGEST = 1 << 20;

  private static final int UNAUTHORIZED = 401;

  private final WireClient client;
  private final Tokens tokens;
  private final TlsTerms tls;

  ApiWire(WireClient client, Tokens tokens, TlsTerms tls) {
    this.client = client;
    this.tokens = tokens;
    this.tls = tls;
  }

  Answer ask(ApiStep step, Variables variables, Deadline deadline) throws WireException, NoToken {
    Map<String, String> headers = new HashMap<>();
    for (Map.Entry<String, String> header : step.headers().entrySet()) {
      String value = variables.fill(header.getValue());
      if (WireHeaders.refusal(header.getKey(), value).isPresent()) {
        throw new WireException(
            Reason.PROTOCOL, "a variable cannot stand in the header " + header.getKey());
      }
      headers.put(header.getKey(), value);
    }
    String body = step.body() == null ? null : variables.fill(step.body());
    URI uri = URI.create(variables.fillUrl(step.url()));
    Request request = new Request(step.method(), uri, headers, body);
    ApiAuth auth = step.auth();
    if (auth == null) {
      return new Answer(send(request, step, deadline));
    }
    return new Answer(
        auth.isOauth()
            ? withToken(request, auth, step, deadline)
            : send(request.as(plain(auth)), step, deadline));
  }

  /** Text parts of a request. */
  private record Request(
      String method, URI uri, Map<String, String> headers, @Nullable String body) {
    Request as(String authorization) {
      Map<String, String> all = new HashMap<>(headers);
      all.put("Authorization", authorization);
      return new Request(method, uri, all, body);
    }
  }

  private static String plain(ApiAuth auth) {
    return auth.type().equals("basic")
        ? TokenServer.basic(auth.user() + ":" + auth.password())
        : "Bearer " + auth.token();
  }

  /** A token of before that is refused is fetched anew, once: it may have been revoked. */
  private WireResponse withToken(Request request, ApiAuth auth, ApiStep step, Deadline deadline)
      throws WireException, NoToken {
    String name = name(auth, step);
    Tokens.Fetch fetch = () -> fetch(auth, step, deadline);
    Tokens.Token token = tokens.token(name, deadline, fetch);
    WireResponse response = send(request.as("Bearer " + token.value()), step, deadline);
    if (response.status() != UNAUTHORIZED) {
      return response;
    }
    tokens.forget(name, token.value());
    if (!token.used()) {
      return response;
    }
    Tokens.Token fresh = tokens.token(name, deadline, fetch);
    return send(request.as("Bearer " + fresh.value()), step, deadline);
  }

  /** All that the server of tokens sees, and how we see that it is the right one. */
  private String name(ApiAuth auth, ApiStep step) {
    ClientIdentity identity = tls.identity();
    return Tokens.name(
        List.of(
            "" + auth.tokenUrl(),
            "" + auth.clientId(),
            "" + auth.clientSecret(),
            auth.scope() == null ? "" : "scope " + auth.scope(),
            step.verifyTls() + " " + step.followRedirects(),
            identity == null ? "" : identity.chain().toString(),
            tls.authorities().toString()));
  }

  private Tokens.Granted fetch(ApiAuth auth, ApiStep step, Deadline deadline) throws NoToken {
    Request request =
        new Request(
            "POST",
            URI.create("" + auth.tokenUrl()),
            TokenServer.headers(auth),
            TokenServer.form(auth));
    try {
      return TokenServer.granted(send(request, step, deadline));
    } catch (WireException e) {
      throw NoToken.of(e);
    }
  }

  private WireResponse send(Request request, ApiStep step, Deadline deadline) throws WireException {
    String host = request.uri().getHost();
    String body = request.body();
    try {
      WireRequest wanted =
          new WireRequest(
              request.method(),
              request.uri(),
              request.headers(),
              body == null ? null : body.getBytes(StandardCharsets.UTF_8),
              Duration.ofMillis(deadline.millis("asking " + host)),
              step.followRedirects(),
              new TlsTerms(step.verifyTls(), tls.identity(), tls.authorities()),
              LARGEST,
              Purpose.MONITOR);
      return switch (client.send(wanted).toCompletableFuture().get()) {
        case WireResponse response -> response;
        case WireFailure failure -> throw new WireException(failure.reason(), failure.message());
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WireException(Reason.TIMEOUT, "asking " + host + " took too long");
    } catch (ExecutionException | IllegalArgumentException e) {
      throw new WireException(Reason.PROTOCOL, host + " could not be asked");
    }
  }
}
