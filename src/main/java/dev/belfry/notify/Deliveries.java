package dev.belfry.notify;

import dev.belfry.platform.claim.Claims;
import dev.belfry.platform.claim.Waker;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends what is due, many at once, few to one endpoint. Woken after every commit that makes
 * something due, and again when there is room for what had to be left; looks by itself as a safety
 * net, and takes over what a dead process has left.
 */
@ApplicationScoped
class Deliveries {
  /** Longer than a delivery stands in line and any attempt takes. */
  static final Duration LEASE = Duration.ofSeconds(60);

  private static final Logger LOG = Logger.getLogger(Deliveries.class);
  private static final int BATCH = 100;
  private static final Claims.Work WORK = new Claims.Work("notify_delivery", BATCH, LEASE);
  private static final List<String> WHERE_CROWDED = List.of("account_id", "endpoint_id");
  private static final Seats.Bounds BOUNDS = new Seats.Bounds(200, 40, 10, 1_000);

  /**
   * News of one thing that follow each other before others to the same endpoint have their turn.
   */
  private static final int IN_A_ROW = 10;

  /** Whoever stood in line for longer may have lost his lease, or lose it on the way. */
  private static final Duration FRESH = Duration.ofSeconds(5);

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Claims claims;
  private final Courier courier;
  private final InstantSource clock;
  private final Seats seats = new Seats(BOUNDS);
  private final Set<UUID> inLine = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Waker waker;
  private volatile boolean stopping;

  Deliveries(Claims claims, Courier courier, Scheduler scheduler, InstantSource clock) {
    this.claims = claims;
    this.courier = courier;
    this.clock = clock;
    this.waker = new Waker(scheduler, threads, this::start);
  }

  @Scheduled(
      every = "${belfry.notify.poll:1s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
      identity = "notify.deliveries")
  void poll() {
    start();
  }

  void posted(@Observes(during = TransactionPhase.AFTER_SUCCESS) Posted posted) {
    waker.wake();
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

  /** Takes as much as there is room for. */
  private List<CompletableFuture<Void>> start() {
    List<CompletableFuture<Void>> started = new ArrayList<>();
    int most;
    int claimed;
    do {
      most = stopping ? 0 : Math.min(BATCH, seats.room());
      List<Claimed> some = most == 0 ? List.of() : claim(most);
      claimed = some.size();
      some.forEach(one -> started.add(await(one)));
    } while (most > 0 && claimed == most);
    return started;
  }

  private List<Claimed> claim(int most) {
    Set<UUID> crowded = seats.crowded();
    try {
      return claims.claim(
          new Claims.Work(WORK.table(), most, WORK.leaseSeconds()),
          Claimed.COLUMNS,
          new Claims.Due(Instant.EPOCH, clock.instant()),
          new Claims.Passed(WHERE_CROWDED, crowded, courier.leaving(crowded)),
          Claimed::read);
    } catch (SQLException e) {
      LOG.warnf(e, "due deliveries could not be claimed");
      return List.of();
    }
  }

  /** It goes as soon as there is a seat; completes when it was brought. */
  private CompletableFuture<Void> await(Claimed claimed) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    long since = System.nanoTime();
    inLine.add(claimed.id());
    seats.come(
        new Seats.Guest(
            courier.payer(claimed), claimed.endpoint(), () -> go(claimed, since, done)));
    return done;
  }

  private void go(Claimed claimed, long since, CompletableFuture<Void> done) {
    if (stopping) {
      done.complete(null);
    } else {
      threads.execute(() -> serve(claimed, since, done));
    }
  }

  private void serve(Claimed claimed, long since, CompletableFuture<Void> done) {
    try {
      if (inLine.remove(claimed.id())) {
        boolean fresh = System.nanoTime() - since < FRESH.toNanos();
        bring(fresh ? claimed : courier.renewed(claimed).orElse(null));
      }
    } catch (RuntimeException e) {
      LOG.errorf(
          e,
          "delivery %s is left to whoever finds its lease ended",
          new DeliveryId(claimed.id()).text());
    } finally {
      if (seats.leave(courier.payer(claimed), claimed.endpoint()) && !stopping) {
        waker.wake();
      }
      done.complete(null);
    }
  }

  /** What follows it, about the same thing, goes by the same way, without being claimed again. */
  private void bring(@Nullable Claimed first) {
    Claimed next = first;
    for (int left = IN_A_ROW; next != null; left--) {
      next = courier.carry(next, left > 1 && !stopping).next();
    }
  }

  /** What stands in line is for others; what is under way may end, or is found by its lease. */
  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    giveBack();
    threads.shutdown();
    threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Takes nothing more, and lets others have at once what nobody has begun with. */
  void giveBack() {
    stopping = true;
    List<UUID> ids = List.copyOf(inLine).stream().filter(inLine::remove).toList();
    if (!ids.isEmpty()) {
      try {
        claims.giveBack(WORK, ids);
      } catch (SQLException e) {
        LOG.warnf("deliveries could not be given back: %s", e.getMessage());
      }
    }
  }
}
