package dev.belfry.notify;

import dev.belfry.platform.claim.Claims;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Sends what is due, many at once, few to one endpoint. Woken after every commit that makes
 * something due; looks by itself as a safety net, and takes over what a dead process has left.
 */
@ApplicationScoped
class Deliveries {
  /** Longer than any attempt takes. */
  static final Duration LEASE = Duration.ofSeconds(60);

  private static final Logger LOG = Logger.getLogger(Deliveries.class);
  private static final String TABLE = "notify_delivery";
  private static final int AT_ONCE = 200;
  private static final int OF_ONE_ACCOUNT = 40;
  private static final int TO_ONE_ENDPOINT = 10;
  private static final int BATCH = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Claims claims;
  private final Courier courier;
  private final Scheduler scheduler;
  private final InstantSource clock;
  private final Seats seats = new Seats(AT_ONCE, OF_ONE_ACCOUNT, TO_ONE_ENDPOINT);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicBoolean woken = new AtomicBoolean();

  Deliveries(Claims claims, Courier courier, Scheduler scheduler, InstantSource clock) {
    this.claims = claims;
    this.courier = courier;
    this.scheduler = scheduler;
    this.clock = clock;
  }

  @Scheduled(
      every = "${belfry.notify.poll:1s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
      identity = "notify.deliveries")
  void poll() {
    start();
  }

  void posted(@Observes(during = TransactionPhase.AFTER_SUCCESS) Posted posted) {
    wake();
  }

  /** Sends all that is due and waits for it; answers how many were claimed. */
  int runDue() {
    int claimed = 0;
    List<CompletableFuture<Void>> started = start();
    while (!started.isEmpty()) {
      claimed += started.size();
      CompletableFuture.allOf(started.toArray(CompletableFuture[]::new)).join();
      started = start();
    }
    return claimed;
  }

  /**
   * On a thread of its own: we come from a transaction that has just ended. Without a scheduler all
   * is done by hand.
   */
  private void wake() {
    if (scheduler.isRunning() && woken.compareAndSet(false, true)) {
      threads.execute(
          () -> {
            woken.set(false);
            start();
          });
    }
  }

  private List<CompletableFuture<Void>> start() {
    int most = Math.min(BATCH, seats.free());
    if (most == 0) {
      return List.of();
    }
    try {
      List<Claimed> claimed =
          claims.claim(
              new Claims.Work(TABLE, most, LEASE), Claimed.COLUMNS, clock.instant(), Claimed::read);
      boolean more = claimed.size() == most;
      return claimed.stream()
          .map(one -> CompletableFuture.runAsync(() -> serve(one, more), threads))
          .toList();
    } catch (SQLException e) {
      LOG.warnf("due deliveries could not be claimed: %s", e.getMessage());
      return List.of();
    }
  }

  private void serve(Claimed claimed, boolean more) {
    try {
      if (seats.take(claimed.account().uuid(), claimed.endpoint())) {
        try {
          courier.carry(claimed);
        } finally {
          seats.leave(claimed.account().uuid(), claimed.endpoint());
        }
      } else {
        courier.putBack(claimed);
      }
    } catch (RuntimeException e) {
      LOG.errorf(
          e,
          "delivery %s is left to whoever finds its lease ended",
          new DeliveryId(claimed.id()).text());
    } finally {
      if (more) {
        wake();
      }
    }
  }

  /** What is under way may end; the rest is found by its lease. */
  void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
    threads.shutdown();
    threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }
}
