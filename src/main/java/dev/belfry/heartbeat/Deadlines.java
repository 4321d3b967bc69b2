package dev.belfry.heartbeat;

import dev.belfry.monitor.MonitorId;
import dev.belfry.platform.claim.Claims;
import dev.belfry.platform.claim.Waker;
import dev.belfry.platform.event.AccountId;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Finds the heartbeats on which something is to be decided, of all accounts. */
@ApplicationScoped
class Deadlines {
  private static final Logger LOG = Logger.getLogger(Deadlines.class);
  private static final int BATCH = 200;
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Claims.Work WORK = new Claims.Work("heartbeat", BATCH, LEASE);

  /** Fewer than the pool has connections, so that requests find one too. */
  private static final int JUDGES = 6;

  private record Due(AccountId account, MonitorId monitor) {}

  private final Claims claims;
  private final Judge judge;
  private final TransactionSynchronizationRegistry transactions;
  private final InstantSource clock;
  private final Semaphore judges = new Semaphore(JUDGES);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Waker waker;

  Deadlines(
      Claims claims,
      Judge judge,
      Scheduler scheduler,
      TransactionSynchronizationRegistry transactions,
      InstantSource clock) {
    this.claims = claims;
    this.judge = judge;
    this.transactions = transactions;
    this.clock = clock;
    this.waker = new Waker(scheduler, threads, this::look);
  }

  @Scheduled(
      every = "1s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
      identity = "heartbeat.deadlines")
  void round() throws SQLException {
    runDue();
  }

  /** Decides on all that is due at this moment; answers on how many. */
  int runDue() throws SQLException {
    int decided = 0;
    List<Due> due = claim();
    while (!due.isEmpty()) {
      decided += due.size();
      CompletableFuture.allOf(
              due.stream()
                  .map(one -> CompletableFuture.runAsync(() -> decide(one), threads))
                  .toArray(CompletableFuture[]::new))
          .join();
      due = due.size() < BATCH ? List.of() : claim();
    }
    return decided;
  }

  /** Within the transaction that left something to be judged; without a scheduler by hand. */
  void wakeAfterCommit() {
    transactions.registerInterposedSynchronization(
        new Synchronization() {
          @Override
          public void beforeCompletion() {
            // only what comes after matters
          }

          @Override
          public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
              waker.wake();
            }
          }
        });
  }

  private void look() {
    try {
      runDue();
    } catch (SQLException e) {
      LOG.warnf(e, "due heartbeats could not be claimed");
    }
  }

  private List<Due> claim() throws SQLException {
    return claims.claim(WORK, "t.account_id, t.monitor_id", clock.instant(), Deadlines::due);
  }

  private static Due due(ResultSet row) throws SQLException {
    return new Due(
        new AccountId(row.getObject("account_id", UUID.class)),
        new MonitorId(row.getObject("monitor_id", UUID.class)));
  }

  private void decide(Due due) {
    judges.acquireUninterruptibly();
    try {
      judge.judge(due.account(), due.monitor());
    } catch (RuntimeException e) {
      LOG.errorf(
          e,
          "heartbeat %s could not be decided on; it is due again when its lease ends",
          due.monitor().text());
    } finally {
      judges.release();
    }
  }

  /** What is under way may end; the rest is found by its lease. */
  void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
    threads.shutdown();
    threads.awaitTermination(2, TimeUnit.SECONDS);
  }
}
