package dev.belfry.platform.wire;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The bounded pool on which blocking name lookups wait; platform threads, since the JDK resolver
 * blocks its carrier.
 */
final class Lookups {
  private static final int THREADS = 64;
  private static final int WAITING = 10_000;

  private final ThreadPoolExecutor pool;

  Lookups() {
    pool =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(WAITING),
            Thread.ofPlatform().daemon().name("lookup-", 0).factory());
    pool.allowCoreThreadTimeOut(true);
  }

  /**
   * What the question answers, or {@code late} after the timeout; a question nobody waits for is
   * not asked.
   */
  <T> CompletableFuture<T> ask(Supplier<T> question, Duration timeout, T late) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    try {
      pool.execute(() -> answer(question, answer));
    } catch (RejectedExecutionException e) {
      return CompletableFuture.completedFuture(late);
    }
    return answer.completeOnTimeout(late, timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static <T> void answer(Supplier<T> question, CompletableFuture<T> answer) {
    if (answer.isDone()) {
      return;
    }
    try {
      answer.complete(question.get());
    } catch (RuntimeException e) {
      answer.completeExceptionally(e);
    }
  }

  void close() {
    pool.shutdownNow();
  }
}
