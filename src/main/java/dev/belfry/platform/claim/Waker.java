package dev.belfry.platform.claim;

import io.quarkus.scheduler.Scheduler;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets a loop look at once when something became due for it, on a thread of its own; its tick stays
 * the safety net. Whoever wakes it first has committed what became due. Many calls are one look,
 * which begins after the last of them. Without a scheduler all is done by hand, and nobody is
 * woken.
 */
public final class Waker {
  private final Scheduler scheduler;
  private final Executor threads;
  private final Runnable look;
  private final AtomicBoolean woken = new AtomicBoolean();

  public Waker(Scheduler scheduler, Executor threads, Runnable look) {
    this.scheduler = scheduler;
    this.threads = threads;
    this.look = look;
  }

  /** Never blocks. */
  public void wake() {
    if (scheduler.isRunning() && woken.compareAndSet(false, true)) {
      threads.execute(
          () -> {
            woken.set(false);
            look.run();
          });
    }
  }
}
