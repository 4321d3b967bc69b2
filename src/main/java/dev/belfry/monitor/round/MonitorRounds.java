package dev.belfry.monitor.round;

import dev.belfry.check.Checkers;
import dev.belfry.monitor.network.OwnNetwork;
import dev.belfry.monitor.round.ClaimedMonitor.Seen;
import io.netty.util.HashedWheelTimer;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Looks at every monitor when it is due. A round claims what comes due before the next round, and a
 * timing wheel starts each look at its moment.
 */
@ApplicationScoped
class MonitorRounds {
  private static final Logger LOG = Logger.getLogger(MonitorRounds.class);
  private static final Duration AHEAD = Duration.ofMillis(1_500);
  private static final int MOST_UNDER_WAY = 20_000;

  private final DueMonitors due;
  private final Checkers checkers;
  private final OwnNetwork network;
  private final LookBook book;
  private final InstantSource clock;
  private final HashedWheelTimer wheel = new HashedWheelTimer(20, TimeUnit.MILLISECONDS, 512);
  private final java.util.concurrent.atomic.AtomicInteger underWay =
      new java.util.concurrent.atomic.AtomicInteger();

  MonitorRounds(
      DueMonitors due, Checkers checkers, OwnNetwork network, LookBook book, InstantSource clock) {
    this.due = due;
    this.checkers = checkers;
    this.network = network;
    this.book = book;
    this.clock = clock;
  }

  @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void round() throws SQLException {
    List<ClaimedMonitor> claimed;
    do {
      claimed = due.claim(clock.instant().plus(AHEAD));
      claimed.forEach(this::lookInTime);
    } while (claimed.size() >= DueMonitors.MOST && underWay.get() < MOST_UNDER_WAY);
  }

  /** Looks at what is due at this moment and waits for it; answers how many looks there were. */
  int runDue() throws SQLException {
    List<CompletableFuture<Boolean>> looks = new ArrayList<>();
    for (ClaimedMonitor monitor : due.claim(clock.instant())) {
      looks.add(look(monitor));
    }
    CompletableFuture.allOf(looks.toArray(CompletableFuture[]::new)).join();
    return looks.size();
  }

  private void lookInTime(ClaimedMonitor monitor) {
    long delay = Math.max(0, Duration.between(clock.instant(), monitor.due()).toMillis());
    wheel.newTimeout(timeout -> start(monitor), delay, TimeUnit.MILLISECONDS);
  }

  /**
   * Nobody waits for it: whatever fails is logged, and the look is repeated when its lease ends.
   */
  @SuppressWarnings("FutureReturnValueIgnored")
  private void start(ClaimedMonitor monitor) {
    look(monitor);
  }

  private CompletableFuture<Boolean> look(ClaimedMonitor monitor) {
    underWay.incrementAndGet();
    Instant at = clock.instant();
    return checkers
        .look(monitor.kind(), monitor.target(), monitor.timeout())
        .thenCompose(network::counted)
        .toCompletableFuture()
        .thenCompose(look -> book.record(Seen.of(monitor, look, at)))
        .exceptionally(failure -> lost(monitor, failure))
        .whenComplete((done, failure) -> underWay.decrementAndGet());
  }

  /** Its lease ends soon, and then it is due again. */
  private static boolean lost(ClaimedMonitor monitor, Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    if (cause instanceof RejectedExecutionException) {
      LOG.warnf(
          "more looks than can be written; monitor %s is looked at again", monitor.id().text());
    } else {
      LOG.errorf(cause, "the look at monitor %s was lost; it is repeated", monitor.id().text());
    }
    return false;
  }

  @PreDestroy
  void stop() {
    wheel.stop();
  }
}
