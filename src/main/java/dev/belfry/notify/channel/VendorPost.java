package dev.belfry.notify.channel;

import dev.belfry.notify.NotifyConfig;
import dev.belfry.notify.Outcome;
import dev.belfry.platform.wire.Purpose;
import dev.belfry.platform.wire.WireClient;
import dev.belfry.platform.wire.WireFailure;
import dev.belfry.platform.wire.WireOutcome;
import dev.belfry.platform.wire.WireRequest;
import dev.belfry.platform.wire.WireResponse;
import dev.belfry.platform.wire.web.PlainHttp;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Makes requests to vendors. */
@ApplicationScoped
public class VendorPost {
  private static final int MOST_OF_ANSWER = 4096;

  private final WireClient client;
  private final PlainHttp plain;
  private final Duration timeout;

  VendorPost(WireClient client, PlainHttp plain, NotifyConfig config) {
    this.client = client;
    this.plain = plain;
    this.timeout = config.timeout();
  }

  /** An answer, and how long it took. */
  record Answered(Reply reply, int millis) {}

  /** Blocks, up to the timeout. Redirects are not followed. */
  Outcome send(VendorCall call, Function<Answered, Outcome> meaning) {
    Optional<String> refused = plain.refusal(call.url(), timeout);
    if (refused.isPresent()) {
      return Outcome.failed(refused.get(), null);
    }
    WireRequest request =
        new WireRequest(
            call.method(),
            call.url(),
            call.headers(),
            call.method().equals("GET") ? null : call.body().getBytes(StandardCharsets.UTF_8),
            timeout,
            false,
            true,
            MOST_OF_ANSWER,
            Purpose.WEBHOOK);
    WireOutcome outcome = client.send(request).toCompletableFuture().join();
    return switch (outcome) {
      case WireFailure failure -> Outcome.failed(failure.message(), failure.phases().totalMs());
      case WireResponse response ->
          meaning.apply(
              new Answered(
                  new Reply(
                      response.status(),
                      response.headers(),
                      new String(response.body(), StandardCharsets.UTF_8)),
                  response.phases().totalMs()));
    };
  }
}
