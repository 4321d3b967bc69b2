package dev.belfry.monitor.round;

import dev.belfry.monitor.Judgement;
import dev.belfry.monitor.round.ClaimedMonitor.Seen;
import dev.belfry.platform.batch.Batcher;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/**
 * Where looks go when they are made: those that change nothing in batches, the others each by
 * itself.
 */
@ApplicationScoped
class LookBook {
  private static final Logger LOG = Logger.getLogger(LookBook.class);
  private static final int BATCH = 1_000;
  private static final int WAITING = 100_000;

  /** Fewer than the pool has connections, so that requests find one too. */
  private static final int JUDGES = 8;

  private final QuietLooks quiet;
  private final Judgement judgement;
  private final Batcher<Seen, Boolean> batcher;
  private final Semaphore judges = new Semaphore(JUDGES);
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  LookBook(QuietLooks quiet, Judgement judgement) {
    this.quiet = quiet;
    this.judgement = judgement;
    this.batcher = new Batcher<>("looks", BATCH, WAITING, this::write);
  }

  /** Completes when the look is committed, or is of no more use; never blocks the caller. */
  CompletableFuture<Boolean> record(Seen seen) {
    CompletableFuture<Boolean> written =
        seen.changesNothing() ? batcher.submit(seen) : CompletableFuture.completedFuture(false);
    // A batch that failed, as by a deadlock with one of its monitors, is written one by one.
    return written
        .handle((done, failure) -> failure == null && done)
        .thenCompose(
            done ->
                done
                    ? CompletableFuture.completedFuture(true)
                    : CompletableFuture.supplyAsync(() -> judge(seen), executor));
  }

  private List<Boolean> write(List<Seen> looks) {
    Set<UUID> written = quiet.write(looks);
    List<Boolean> answers = new ArrayList<>(looks.size());
    looks.forEach(seen -> answers.add(written.contains(seen.monitor().id().uuid())));
    return answers;
  }

  private boolean judge(Seen seen) {
    judges.acquireUninterruptibly();
    try {
      judgement.judge(
          seen.monitor().account(),
          new Judgement.Made(
              seen.monitor().id(),
              seen.monitor().era(),
              seen.look(),
              seen.at(),
              seen.monitor().due()));
      return true;
    } catch (RuntimeException e) {
      LOG.errorf(
          e,
          "the look at monitor %s could not be recorded; it is repeated when its lease ends",
          seen.monitor().id().text());
      return false;
    } finally {
      judges.release();
    }
  }

  @PreDestroy
  void close() {
    batcher.close();
    executor.close();
  }
}
