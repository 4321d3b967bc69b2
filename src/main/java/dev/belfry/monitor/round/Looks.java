package dev.belfry.monitor.round;

import dev.belfry.check.Checkers;
import dev.belfry.check.Look;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.network.OwnNetwork;
import dev.belfry.monitor.round.ClaimedMonitor.Seen;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.wire.Egress;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The looks under way: waits for the host's turn, looks, hands on what was found. Whatever comes to
 * nothing is counted, and repeated: what waited too long is given back, the rest when its lease
 * ends. It never says anything about the target.
 */
@ApplicationScoped
class Looks {
  private static final Logger LOG = Logger.getLogger(Looks.class);

  /** With the timeout of the look and the time ahead of a claim it is within the lease. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Checkers checkers;
  private final OwnNetwork network;
  private final Egress egress;
  private final LookBook book;
  private final InstantSource clock;
  private final RoundMeters meters;
  private final Hosts hosts;
  private final Shares taken;
  private final Queue<MonitorId> givenUp = new ConcurrentLinkedQueue<>();
  private final AtomicInteger underWay = new AtomicInteger();

  Looks(
      Checkers checkers,
      OwnNetwork network,
      Egress egress,
      LookBook book,
      InstantSource clock,
      RoundMeters meters,
      RoundsConfig config) {
    this.checkers = checkers;
    this.network = network;
    this.egress = egress;
    this.book = book;
    this.clock = clock;
    this.meters = meters;
    this.hosts = new Hosts(config.looksPerHost(), PATIENCE);
    this.taken = new Shares(config.looksAtOnce());
    meters.gauge("belfry.look.taken", "Looks claimed and not yet recorded", taken::all);
    meters.gauge("belfry.look.under_way", "Looks under way", underWay::get);
    meters.gauge("belfry.look.waiting_for_host", "Looks that wait for their host", hosts::waiting);
  }

  /** How many more may be claimed. */
  int room() {
    return taken.free();
  }

  /** Accounts of which no more is to be claimed now, so that there is room for the others. */
  Set<AccountId> full() {
    return taken.full();
  }

  /** Ends the waiting of those who have waited too long; answers all since the last time. */
  List<MonitorId> giveUpLate() {
    hosts.giveUpLate();
    List<MonitorId> all = new ArrayList<>();
    for (MonitorId id = givenUp.poll(); id != null; id = givenUp.poll()) {
      all.add(id);
    }
    return all;
  }

  /** A look that was claimed and will be made. */
  void take(ClaimedMonitor monitor) {
    taken.take(monitor.account());
    meters.kind(monitor.kind()).claimed().increment();
  }

  /**
   * Looks at what was taken. Completes with whether it was recorded, never exceptionally, and never
   * blocks the caller.
   *
   * @param crowded whether it had to stand in line
   */
  CompletableFuture<Boolean> look(ClaimedMonitor monitor, boolean crowded) {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    // Many names of one machine are one host, as soon as it is known that they are.
    String place = egress.place(monitor.target().host());
    hosts.enter(
        place,
        new Hosts.Visit(
            monitor.account(),
            monitor.due(),
            () -> begin(monitor, place, crowded, done),
            () -> tooBusy(monitor, done)));
    return done.whenComplete((recorded, failure) -> taken.giveBack(monitor.account()));
  }

  private void begin(
      ClaimedMonitor monitor, String place, boolean crowded, CompletableFuture<Boolean> done) {
    Instant at = clock.instant();
    Duration late = Duration.between(monitor.due(), at);
    meters.kind(monitor.kind()).lateness().record(late.isNegative() ? Duration.ZERO : late);
    underWay.incrementAndGet();
    long begun = System.nanoTime();
    ask(monitor)
        .whenComplete((look, failure) -> ended(monitor, place, begun))
        .thenCompose(look -> network.counted(monitor.account(), monitor.target().host(), look))
        .thenCompose(look -> book.record(counted(Seen.of(monitor, look, at, crowded))))
        .whenComplete(
            (recorded, failure) -> {
              boolean good = failure == null && recorded;
              if (!good) {
                lost(monitor, failure);
              }
              done.complete(good);
            });
  }

  private CompletionStage<Look> ask(ClaimedMonitor monitor) {
    try {
      return checkers.look(monitor.kind(), monitor.target(), monitor.timeout());
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void ended(ClaimedMonitor monitor, String place, long begun) {
    underWay.decrementAndGet();
    meters.kind(monitor.kind()).duration().record(Duration.ofNanos(System.nanoTime() - begun));
    hosts.leave(place, monitor.account());
  }

  private Seen counted(Seen seen) {
    if (seen.look().code().equals("check_failed")) {
      meters.kind(seen.monitor().kind()).failed().increment();
    }
    return seen;
  }

  private void tooBusy(ClaimedMonitor monitor, CompletableFuture<Boolean> done) {
    meters.lost(monitor.kind(), RoundMeters.Lost.HOST_BUSY);
    LOG.debugf("monitor %s waited too long for its host", monitor.id().text());
    givenUp.add(monitor.id());
    done.complete(false);
  }

  private void lost(ClaimedMonitor monitor, @Nullable Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    boolean full = cause instanceof RejectedExecutionException;
    meters.lost(monitor.kind(), full ? RoundMeters.Lost.TOO_MANY : RoundMeters.Lost.NOT_RECORDED);
    if (full) {
      LOG.warnf(
          "more looks than can be written; monitor %s is looked at again", monitor.id().text());
    } else if (cause != null) {
      LOG.errorf(cause, "the look at monitor %s was lost; it is repeated", monitor.id().text());
    }
  }
}
