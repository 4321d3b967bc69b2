package dev.belfry.monitor.network;

import dev.belfry.check.Look;
import dev.belfry.check.Verdict;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.wire.Egress;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Doubts looks that failed, as long as it could be our own network that failed. */
@ApplicationScoped
public class OwnNetwork {
  private static final Logger LOG = Logger.getLogger(OwnNetwork.class);

  /** How long an answer serves others. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  private static final String NO_ANCHOR = "our own network does not answer";
  private static final String MOST_FAIL = "most hosts fail at once, which could be our own network";

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  /** Failures that a lost network can look like; whatever has answered was reached. */
  private static final Set<String> DOUBTFUL =
      Set.of(
          "dns_failure",
          "server_failure",
          "connection_refused",
          "connection_closed",
          "timeout",
          "tls_failure",
          "no_answer",
          "packet_loss",
          "token_unreachable");

  private final Anchors anchors;
  private final boolean doubtsMassFailure;
  private final Doubts doubts = new Doubts();
  private final Egress egress;
  private final InstantSource clock;
  private final Counter looks;
  private final ReentrantLock asking = new ReentrantLock();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private @Nullable Instant askedAt;
  private volatile boolean lost;

  OwnNetwork(
      Anchors anchors,
      NetworkConfig config,
      Egress egress,
      InstantSource clock,
      MeterRegistry meters) {
    this.anchors = anchors;
    this.doubtsMassFailure = config.doubtMassFailure();
    this.egress = egress;
    this.clock = clock;
    this.looks =
        Counter.builder("belfry.monitors.own_network.looks")
            .description("Looks that failed while our own network seemed to be lost")
            .register(meters);
    meters.gauge(
        "belfry.monitors.own_network.lost",
        this,
        network -> network.lost || network.doubts.any() ? 1 : 0);
  }

  /**
   * The look as it counts: one that reached nothing is UNKNOWN while no anchor answers, or where
   * there are none, while most hosts of its account fail at once. Completes at once but where
   * anchors have to be asked; never blocks.
   *
   * @param host whom it was at; empty for nobody
   */
  public CompletionStage<Look> counted(AccountId account, String host, Look look) {
    boolean doubtful = look.verdict() == Verdict.DOWN && DOUBTFUL.contains(look.code());
    if (anchors.configured()) {
      return doubtful
          ? CompletableFuture.supplyAsync(() -> isLost() ? unknown(NO_ANCHOR, look) : look, threads)
          : CompletableFuture.completedFuture(look);
    }
    boolean says = doubtsMassFailure && !host.isEmpty() && look.verdict() != Verdict.UNKNOWN;
    return CompletableFuture.completedFuture(
        says && isOneOfMany(account, egress.place(host), doubtful)
            ? unknown(MOST_FAIL, look)
            : look);
  }

  /** Names of one machine are one host, or its end would be that of many. */
  private boolean isOneOfMany(AccountId account, String place, boolean failed) {
    Instant now = clock.instant();
    if (failed) {
      return doubts.failed(account, place, now);
    }
    doubts.reached(account, place, now);
    return false;
  }

  /** As long as it is lost nobody else may ask, since looks that do not fail do not. */
  @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void again() {
    if (lost) {
      isLost();
    }
    doubts.examine(clock.instant());
  }

  private Look unknown(String why, Look look) {
    looks.increment();
    return new Look(
        Verdict.UNKNOWN,
        look.latencyMs(),
        "own_network",
        why + "; the look failed: " + look.message(),
        look.phases());
  }

  /** Whoever waited while others asked takes their answer, if they began after his look ended. */
  private boolean isLost() {
    Instant wanted = clock.instant();
    asking.lock();
    try {
      if (askedAt == null || !serves(askedAt, wanted)) {
        askedAt = clock.instant();
        tell(!anchors.anyAnswers());
      }
      return lost;
    } finally {
      asking.unlock();
    }
  }

  /** One far in the future is of a clock that was set back since. */
  private static boolean serves(Instant asked, Instant wanted) {
    return !asked.isBefore(wanted.minus(FRESH)) && asked.isBefore(wanted.plus(LONGEST_WAIT));
  }

  private void tell(boolean isLost) {
    if (isLost && !lost) {
      LOG.warn("no anchor answers: until one does, looks that fail are unknown and not down");
    } else if (!isLost && lost) {
      LOG.info("an anchor answers again: looks that fail are down again");
    }
    lost = isLost;
  }

  @PreDestroy
  void close() {
    threads.shutdownNow();
  }
}
