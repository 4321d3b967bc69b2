package dev.belfry.monitor.network;

import dev.belfry.platform.wire.Purpose;
import dev.belfry.platform.wire.WireClient;
import dev.belfry.platform.wire.WireFailure;
import dev.belfry.platform.wire.WireFailure.Reason;
import dev.belfry.platform.wire.WireOutcome;
import dev.belfry.platform.wire.WireRequest;
import dev.belfry.platform.wire.dial.Deadline;
import dev.belfry.platform.wire.dial.Dialer;
import dev.belfry.platform.wire.dial.Line;
import dev.belfry.platform.wire.dial.WireException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks the anchors, all at once. */
@ApplicationScoped
class Anchors {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final List<Anchor> anchors;
  private final Dialer dialer;
  private final WireClient wire;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  Anchors(NetworkConfig config, Dialer dialer, WireClient wire) {
    this.anchors =
        config.anchors().orElse(List.of()).stream()
            .map(text -> Anchor.parse(text.strip()))
            .toList();
    this.dialer = dialer;
    this.wire = wire;
  }

  boolean configured() {
    return !anchors.isEmpty();
  }

  /** Whether one answers within 2 seconds, or says nothing since we may not ask it. Blocks. */
  boolean anyAnswers() {
    List<Callable<Anchor>> questions =
        anchors.stream().<Callable<Anchor>>map(anchor -> () -> ask(anchor)).toList();
    try {
      threads.invokeAny(questions, PATIENCE.toMillis() + 500, TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private Anchor ask(Anchor anchor) throws WireException, IOException {
    try {
      if (anchor.url() == null) {
        connect(anchor);
      } else {
        fetch(anchor.url());
      }
    } catch (WireException e) {
      if (e.reason() != Reason.BLOCKED) {
        throw e;
      }
    }
    return anchor;
  }

  private void connect(Anchor anchor) throws WireException, IOException {
    try (Line line =
        dialer.dial(anchor.host(), anchor.port(), Purpose.MONITOR, Deadline.in(PATIENCE))) {
      line.socket();
    }
  }

  private void fetch(URI url) throws WireException {
    WireOutcome outcome =
        wire.send(
                new WireRequest(
                    "HEAD", url, Map.of(), null, PATIENCE, false, true, 0, Purpose.MONITOR))
            .toCompletableFuture()
            .join();
    if (outcome instanceof WireFailure failure) {
      throw new WireException(failure.reason(), failure.message());
    }
  }

  @PreDestroy
  void close() {
    threads.shutdownNow();
  }
}
