package dev.belfry.notify.webhook;

import dev.belfry.notify.Letter;
import dev.belfry.notify.NotifyConfig;
import dev.belfry.notify.Outcome;
import dev.belfry.notify.Outcome.Verdict;
import dev.belfry.platform.wire.Purpose;
import dev.belfry.platform.wire.WireClient;
import dev.belfry.platform.wire.WireFailure;
import dev.belfry.platform.wire.WireOutcome;
import dev.belfry.platform.wire.WireRequest;
import dev.belfry.platform.wire.WireResponse;
import dev.belfry.platform.wire.web.PlainHttp;
import dev.belfry.platform.wire.web.RetryAfter;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The POST itself, and what its answer means (Standard Webhooks 1.0). */
@ApplicationScoped
public class WebhookPost {
  private static final int MOST_OF_ANSWER = 1024;
  private static final int GONE = 410;

  private final WireClient client;
  private final PlainHttp plain;
  private final Duration timeout;

  WebhookPost(WireClient client, PlainHttp plain, NotifyConfig config) {
    this.client = client;
    this.plain = plain;
    this.timeout = config.timeout();
  }

  /** Where it goes and with what. */
  public record Target(
      URI url, Map<String, String> headers, List<WebhookSecret> secrets, Purpose purpose) {
    /** The rest may be secret. */
    @Override
    public String toString() {
      return url.getHost();
    }
  }

  /** Blocks, up to the timeout. */
  public Outcome send(Target target, Letter letter, Instant at) {
    Optional<String> refused = plain.refusal(target.url(), timeout);
    if (refused.isPresent()) {
      return Outcome.failed(refused.get(), null);
    }
    Map<String, String> headers = new HashMap<>(target.headers());
    headers.put("content-type", "application/json");
    headers.putAll(Signatures.of(letter, at, target.secrets()));
    byte[] body = letter.body().getBytes(StandardCharsets.UTF_8);
    WireRequest request =
        new WireRequest(
            "POST",
            target.url(),
            headers,
            body,
            timeout,
            false,
            true,
            MOST_OF_ANSWER,
            target.purpose());
    WireOutcome outcome = client.send(request).toCompletableFuture().join();
    return switch (outcome) {
      case WireFailure failure -> Outcome.failed(failure.message(), failure.phases().totalMs());
      case WireResponse response -> meaning(response, at);
    };
  }

  private static Outcome meaning(WireResponse response, Instant at) {
    int status = response.status();
    int millis = response.phases().totalMs();
    if (status / 100 == 2) {
      return Outcome.delivered(status, millis);
    }
    if (status == GONE) {
      return new Outcome(
          Verdict.GONE, status, millis, "answered 410: it wants nothing any more", null);
    }
    String error = "answered " + status + (status / 100 == 3 ? "; redirects are not followed" : "");
    return new Outcome(Verdict.FAILED, status, millis, error, retryAfter(response, at));
  }

  private static @Nullable Duration retryAfter(WireResponse response, Instant at) {
    List<String> fields = response.headers().getOrDefault("retry-after", List.of());
    return fields.isEmpty() ? null : RetryAfter.parse(fields.getFirst(), at);
  }
}
