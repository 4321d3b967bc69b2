package dev.belfry.check.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.platform.wire.Purpose;
import dev.belfry.platform.wire.WireClient;
import dev.belfry.platform.wire.WireFailure;
import dev.belfry.platform.wire.WireFailure.Reason;
import dev.belfry.platform.wire.WireHeaders;
import dev.belfry.platform.wire.WireRequest;
import dev.belfry.platform.wire.WireResponse;
import dev.belfry.platform.wire.dial.Deadline;
import dev.belfry.platform.wire.dial.WireException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Makes the requests of steps. */
final class ApiWire {
  private static final int LARGEST = 1 << 20;

  private final WireClient client;

  ApiWire(WireClient client) {
    this.client = client;
  }

  Answer ask(ApiStep step, Variables variables, Deadline deadline) throws WireException {
    Map<String, String> headers = new HashMap<>();
    for (Map.Entry<String, String> header : step.headers().entrySet()) {
      String value = variables.fill(header.getValue());
      if (WireHeaders.refusal(header.getKey(), value).isPresent()) {
        throw new WireException(
            Reason.PROTOCOL, "a variable cannot stand in the header " + header.getKey());
      }
      headers.put(header.getKey(), value);
    }
    ApiAuth auth = step.auth();
    if (auth != null) {
      headers.put("Authorization", authorization(auth, step, deadline));
    }
    String body = step.body() == null ? null : variables.fill(step.body());
    URI uri = URI.create(variables.fillUrl(step.url()));
    return new Answer(send(step.method(), uri, headers, body, step, deadline));
  }

  private String authorization(ApiAuth auth, ApiStep step, Deadline deadline) throws WireException {
    return switch (auth.type()) {
      case "basic" -> basic(auth.user() + ":" + auth.password());
      case "bearer" -> "Bearer " + auth.token();
      default -> "Bearer " + token(auth, step, deadline);
    };
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private String token(ApiAuth auth, ApiStep step, Deadline deadline) throws WireException {
    String form =
        "grant_type=client_credentials"
            + (auth.scope() == null ? "" : "&scope=" + encoded(auth.scope()));
    Map<String, String> headers =
        Map.of(
            "Authorization",
            basic(encoded("" + auth.clientId()) + ":" + encoded("" + auth.clientSecret())),
            "Content-Type",
            "application/x-www-form-urlencoded",
            "Accept",
            "application/json");
    WireResponse response =
        send("POST", URI.create("" + auth.tokenUrl()), headers, form, step, deadline);
    String token =
        new Answer(response)
            .json()
            .map(json -> json.path("access_token"))
            .filter(JsonNode::isTextual)
            .map(JsonNode::asText)
            .orElse("");
    if (response.status() != 200
        || token.isEmpty()
        || WireHeaders.refusal("Authorization", "Bearer " + token).isPresent()) {
      throw new WireException(
          Reason.PROTOCOL, "the server of tokens answered " + response.status() + " without one");
    }
    return token;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private WireResponse send(
      String method,
      URI uri,
      Map<String, String> headers,
      @Nullable String body,
      ApiStep step,
      Deadline deadline)
      throws WireException {
    try {
      WireRequest request =
          new WireRequest(
              method,
              uri,
              headers,
              body == null ? null : body.getBytes(StandardCharsets.UTF_8),
              Duration.ofMillis(deadline.millis("asking " + uri.getHost())),
              step.followRedirects(),
              step.verifyTls(),
              LARGEST,
              Purpose.MONITOR);
      return switch (client.send(request).toCompletableFuture().get()) {
        case WireResponse response -> response;
        case WireFailure failure -> throw new WireException(failure.reason(), failure.message());
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WireException(Reason.TIMEOUT, "asking " + uri.getHost() + " took too long");
    } catch (ExecutionException | IllegalArgumentException e) {
      throw new WireException(Reason.PROTOCOL, uri.getHost() + " could not be asked");
    }
  }
}
