package dev.belfry.platform.batch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests that wait at the same moment share one statement. While one batch is under way the
 * next gathers; a request is answered only by work that began after it came, so nothing is
 * remembered from one batch to the next. After a batch it rests, the longer the more requests met
 * in it, so that many that come together share their statements; who comes alone finds it rested.
 */
public final class Batcher<I, O extends @Nullable Object> implements AutoCloseable {
  /** Does the work of a batch; answers in the order asked. A failure fails the whole batch. */
  @FunctionalInterface
  public interface Work<I, O extends @Nullable Object> {
    List<O> run(List<I> inputs) throws Exception;
  }

  private static final long LONGEST_REST = Duration.ofMillis(2).toNanos();

  /** Of so many that wait no rest makes a cheaper batch. */
  private static final int PLENTY = 32;

  /** A request that waits. Either a batch takes it or whoever asked takes it back, never both. */
  public static final class Ticket<I, O extends @Nullable Object> {
    private final AtomicReference<@Nullable I> input;
    private final CompletableFuture<O> answer = new CompletableFuture<>();

    private Ticket(I input) {
      this.input = new AtomicReference<>(input);
    }

    public CompletableFuture<O> answer() {
      return answer;
    }

    /** Whether it was still there; if not, a batch has it, and its answer comes. */
    public boolean withdraw() {
      return input.getAndSet(null) != null;
    }
  }

  private record Taken<I, O extends @Nullable Object>(I input, CompletableFuture<O> answer) {}

  private final BlockingQueue<Ticket<I, O>> queue;
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
    return queue(input).answer();
  }

  /**
   * Queues one request that may be taken back.
   *
   * @throws RejectedExecutionException when too many wait or the batcher is closed
   */
  public Ticket<I, O> queue(I input) {
    Ticket<I, O> ticket = new Ticket<>(input);
    if (closed || !queue.offer(ticket)) {
      throw new RejectedExecutionException(worker.getName() + (closed ? " is closed" : " is full"));
    }
    return ticket;
  }

  /** For how long the batch has been under way that is now; zero where there is none. */
  public Duration busyFor() {
    Long since = begun;
    return since == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since);
  }

  private void loop() {
    List<Ticket<I, O>> batch = new ArrayList<>(most);
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
      answer(taken(batch));
      long ended = System.nanoTime();
      rested = ended + Math.min(batch.size() * (ended - begins), LONGEST_REST);
      batch.clear();
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

  private static <I, O extends @Nullable Object> List<Taken<I, O>> taken(List<Ticket<I, O>> batch) {
    List<Taken<I, O>> taken = new ArrayList<>(batch.size());
    for (Ticket<I, O> ticket : batch) {
      I input = ticket.input.getAndSet(null);
      if (input != null) {
        taken.add(new Taken<>(input, ticket.answer()));
      }
    }
    return taken;
  }

  private void answer(List<Taken<I, O>> batch) {
    if (batch.isEmpty()) {
      return;
    }
    begun = System.nanoTime();
    try {
      List<O> answers = work.run(batch.stream().map(Taken::input).toList());
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).answer().complete(answers.get(i));
      }
    } catch (Throwable e) { // an error too: without its worker nobody would ever be answered
      batch.forEach(taken -> taken.answer().completeExceptionally(e));
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
