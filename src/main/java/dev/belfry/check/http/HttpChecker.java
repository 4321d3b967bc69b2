package dev.belfry.check.http;

import dev.belfry.check.Checker;
import dev.belfry.check.Look;
import dev.belfry.check.TargetViolation;
import dev.belfry.platform.wire.Egress;
import dev.belfry.platform.wire.Purpose;
import dev.belfry.platform.wire.WireClient;
import dev.belfry.platform.wire.WireRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

@ApplicationScoped
class HttpChecker implements Checker<HttpTarget> {
  private static final ExecutorService SEARCHERS = Executors.newVirtualThreadPerTaskExecutor();

  /** Enough to see that a body comes, without paying for all of it. */
  private static final int GLIMPSE = 64 * 1024;

  private final Egress egress;
  private final WireClient wire;

  @Inject
  HttpChecker(Egress egress, WireClient wire) {
    this.egress = egress;
    this.wire = wire;
  }

  @Override
  public String kind() {
    return "http";
  }

  @Override
  public Class<HttpTarget> targetType() {
    return HttpTarget.class;
  }

  @Override
  public List<TargetViolation> examine(HttpTarget target) {
    return new HttpRules(egress).examine(target);
  }

  @Override
  public CompletionStage<Look> look(HttpTarget target, Duration timeout) {
    StatusRanges expected;
    WireRequest request;
    try {
      expected = StatusRanges.parse(target.expectedStatus());
      request = request(target, timeout);
    } catch (IllegalArgumentException e) {
      // Stored under rules that were wider than today's.
      return CompletableFuture.completedFuture(
          Look.unknown("invalid_target", "the stored target is not valid any more"));
    }
    // Not on the event loop: a keyword is searched in up to a megabyte.
    return wire.send(request)
        .thenApplyAsync(outcome -> HttpLook.of(target, expected, outcome), SEARCHERS);
  }

  private static WireRequest request(HttpTarget target, Duration timeout) {
    return new WireRequest(
        target.method(),
        URI.create(target.url()),
        target.headers(),
        target.body() == null ? null : target.body().getBytes(StandardCharsets.UTF_8),
        timeout,
        target.followRedirects(),
        target.verifyTls(),
        target.keyword() == null ? GLIMPSE : BodyText.LIMIT,
        Purpose.MONITOR);
  }
}
