package dev.belfry.check.http;

import dev.belfry.check.Checker;
import dev.belfry.check.Look;
import dev.belfry.check.TargetViolation;
import dev.belfry.check.Verdict;
import dev.belfry.platform.wire.Egress;
import dev.belfry.platform.wire.Purpose;
import dev.belfry.platform.wire.WireClient;
import dev.belfry.platform.wire.WireRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
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
  private final InstantSource clock;

  @Inject
  HttpChecker(Egress egress, WireClient wire, InstantSource clock) {
    this.egress = egress;
    this.wire = wire;
    this.clock = clock;
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
    return new HttpRules(egress, clock.instant()).examine(target);
  }

  /** Looks at a port of this machine at which nobody answers: that this is found out is enough. */
  @Override
  public Optional<String> selfTest() {
    try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      HttpTarget target = HttpTarget.of("http://127.0.0.1:" + deaf.getLocalPort() + "/");
      Look look = look(target, Duration.ofMillis(200)).toCompletableFuture().join();
      boolean told = look.verdict() == Verdict.DOWN || look.code().equals("blocked_address");
      return told ? Optional.empty() : Optional.of(look.message());
    } catch (IOException e) {
      return Optional.of("no port can be opened on this machine: " + e.getMessage());
    }
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
        target.tls().terms(),
        target.keyword() == null ? GLIMPSE : BodyText.LIMIT,
        Purpose.MONITOR);
  }
}
