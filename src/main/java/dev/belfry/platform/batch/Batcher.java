package dev.belfry.platform.batch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests that wait at the same moment share one statement. While one batch is under way the
 * next gathers; a request is answered only by work that began after it came, so nothing is
 * remembered from one batch to the next. Between small batches it rests for as long as the last one
 * took, and as long again, so that more requests meet in a statement while many come; who comes
 * alone finds it rested.
 */
public final class Batcher<I, O extends @Nullable Object> implements AutoCloseable {
  /** Does the work of a batch; answers in the order asked. A failure fails the whole batch. */
  @FunctionalInterface
  public interface Work<I, O extends @Nullable Object> {
    List<O> run(List<I> inputs) throws Exception;
  }

  private static final int REST = 2;
  private static final long LONGEST_REST = Duration.ofMillis(4).toNanos();

  /** Of so many that wait no rest makes a cheaper batch. */
  private static final int PLENTY = 32;

  private record Waiting<I, O extends @Nullable Object>(I input, CompletableFuture<O> answer) {}

  private final BlockingQueue<Waiting<I, O>> queue;
  private final Work<I, O> work;
  private final int most;
  private final Thread worker;
  private volatile boolean closed;
  private volatile @Nullable Long begun;

  /**
   * @param most the largest batch
   * @param depth how many may wait; one more is refused at once
   */
  public Batcher(String name, int most, int depth, Work<I, O> work) {
    this.queue = new LinkedBlockingQueue<>(depth);
    this.work = work;
    this.most = most;
    this.worker = Thread.ofPlatform().daemon().name(name).start(this::loop);
  }

  /**
   * Queues one request.
   *
   * @throws RejectedExecutionException when too many wait or the batcher is closed
   */
  public CompletableFuture<O> submit(I input) {
    CompletableFuture<O> answer = new CompletableFuture<>();
    if (closed || !queue.offer(new Waiting<>(input, answer))) {
      throw new RejectedExecutionException(worker.getName() + (closed ? " is closed" : " is full"));
    }
    return answer;
  }

  /** For how long the batch has been under way that is now; zero where there is none. */
  public Duration busyFor() {
    Long since = begun;
    return since == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since);
  }

  private void loop() {
    List<Waiting<I, O>> batch = new ArrayList<>(most);
    long rested = System.nanoTime();
    while (!closed || !queue.isEmpty()) {
      try {
        batch.add(queue.take());
      } catch (InterruptedException e) {
        continue; // closing: what is queued is still done
      }
      restUntil(rested);
      queue.drainTo(batch, most - 1);
      long begins = System.nanoTime();
      answer(batch);
      batch.clear();
      long ended = System.nanoTime();
      rested = ended + Math.min(REST * (ended - begins), LONGEST_REST);
    }
  }

  private void restUntil(long rested) {
    long left = rested - System.nanoTime();
    while (left > 0 && !closed && queue.size() < PLENTY) {
      LockSupport.parkNanos(left);
      left = rested - System.nanoTime();
    }
    if (closed) {
      Thread.interrupted(); // or what is queued would be done as though it were to be given up
    }
  }

  private void answer(List<Waiting<I, O>> batch) {
    begun = System.nanoTime();
    try {
      List<O> answers = work.run(batch.stream().map(Waiting::input).toList());
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).answer().complete(answers.get(i));
      }
    } catch (Throwable e) { // an error too: without its worker nobody would ever be answered
      batch.forEach(waiting -> waiting.answer().completeExceptionally(e));
    } finally {
      begun = null;
    }
  }

  /** Does what is queued, then ends. */
  @Override
  public void close() {
    closed = true;
    worker.interrupt();
    try {
      worker.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
