package dev.belfry.heartbeat;

import dev.belfry.heartbeat.PingBatch.Outcome;
import dev.belfry.heartbeat.PingBatch.Receipt;
import dev.belfry.platform.batch.Batcher;
import dev.belfry.platform.problem.DatabaseFailures;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where pings wait for their commit; no thread waits with them. */
@ApplicationScoped
class PingBook {
  private static final int BATCH = 500;
  private static final int WAITING = 50_000;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration ROUND = Duration.ofMillis(250);

  /** Whoever holds a heartbeat decides on it, which takes milliseconds; or hangs. */
  private static final long SOON_MILLIS = 20;

  private static final long LATER_MILLIS = 320;
  private static final Set<String> TOO_SLOW = Set.of("55P03", "57014");

  /** Characters of bodies, whose senders may have hung up. */
  private static final long MOST_WAITING_TEXT = 16_000_000;

  private final AtomicLong waitingText = new AtomicLong();
  private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
  private final Batcher<Signal, Outcome> batcher;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("pings-patience").factory());

  @SuppressWarnings("FutureReturnValueIgnored") // it goes on until the timer is shut down
  PingBook(PingBatch batch) {
    this.batcher = new Batcher<>("pings", BATCH, WAITING, batch::take);
    timer.scheduleWithFixedDelay(
        this::endOverdue, ROUND.toMillis(), ROUND.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Answers when the ping is committed, or when it is certain that it never will be: with empty
   * where there is no such heartbeat, with a {@link Problem} of 503 when the database does not take
   * it. Whoever continues from here is on the thread of the batches, and does not wait there.
   */
  CompletableFuture<Optional<Receipt>> record(Signal signal) {
    String body = signal.origin().body();
    long size = body == null ? 0 : body.length();
    if (waitingText.addAndGet(size) > MOST_WAITING_TEXT) {
      waitingText.addAndGet(-size);
      return CompletableFuture.failedFuture(away());
    }
    Waiting one = new Waiting(signal);
    one.ask();
    if (!one.answer.isDone()) {
      waiting.add(one);
    }
    return size == 0
        ? one.answer
        : one.answer.whenComplete((receipt, failure) -> waitingText.addAndGet(-size));
  }

  private void endOverdue() {
    long now = System.nanoTime();
    waiting.removeIf(one -> one.answer.isDone() || (one.until - now < 0 && one.giveUp()));
  }

  /** One ping. Asked again and given up on the timer's thread only, so that the two never meet. */
  private final class Waiting {
    private final Signal signal;
    private final long until = System.nanoTime() + PATIENCE.toNanos();
    private final CompletableFuture<Optional<Receipt>> answer = new CompletableFuture<>();
    private volatile Batcher.@Nullable Ticket<Signal, Outcome> ticket;
    private volatile boolean late;
    private long pause = SOON_MILLIS;

    Waiting(Signal signal) {
      this.signal = signal;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the answer says all
    void ask() {
      try {
        Batcher.Ticket<Signal, Outcome> next = batcher.queue(signal);
        ticket = next;
        next.answer().whenComplete(this::answered);
      } catch (RejectedExecutionException e) {
        answer.completeExceptionally(away());
      }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it asks, or is ended with the book
    private void answered(@Nullable Outcome outcome, @Nullable Throwable failure) {
      if (failure != null || outcome == null) {
        answer.completeExceptionally(failed(failure));
      } else if (!outcome.held()) {
        answer.complete(outcome.receipt());
      } else if (late || timer.isShutdown()) {
        answer.completeExceptionally(away());
      } else {
        timer.schedule(this::askAgain, pause, TimeUnit.MILLISECONDS);
        pause = Math.min(2 * pause, LATER_MILLIS);
      }
    }

    private void askAgain() {
      if (late) {
        answer.completeExceptionally(away());
      } else {
        ask();
      }
    }

    /** Whether it ends here; else it is being written, and what comes of it is the answer. */
    boolean giveUp() {
      late = true;
      Batcher.Ticket<Signal, Outcome> asked = ticket;
      if (asked != null && asked.withdraw()) {
        answer.completeExceptionally(away());
      }
      return answer.isDone();
    }
  }

  private static RuntimeException failed(@Nullable Throwable failure) {
    if (isTooSlow(failure)) {
      return away();
    }
    return Optional.ofNullable(failure)
        .flatMap(DatabaseFailures::problemOf)
        .filter(problem -> problem.type().equals(ProblemType.UNAVAILABLE))
        .<RuntimeException>map(problem -> problem)
        .orElseGet(() -> new IllegalStateException("pings could not be written", failure));
  }

  /** The bounds of the batch have ended it: lock_not_available or query_canceled. */
  private static boolean isTooSlow(@Nullable Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(
            cause ->
                cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && TOO_SLOW.contains(sql.getSQLState()));
  }

  private static Problem away() {
    return Problem.of(ProblemType.UNAVAILABLE, "The ping could not be kept in time; send it again.")
        .with("Retry-After", "5");
  }

  @PreDestroy
  void close() {
    timer.shutdownNow();
    batcher.close();
    waiting.forEach(one -> one.answer.completeExceptionally(away()));
  }
}
