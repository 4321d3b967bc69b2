package dev.belfry.check;

import dev.belfry.platform.wire.Phases;
import dev.belfry.platform.wire.WireFailure;
import dev.belfry.platform.wire.dial.Deadline;
import dev.belfry.platform.wire.dial.WireException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Looks that block, each on a virtual thread of its own. What is not over in time is interrupted,
 * which closes its socket, and is a look that took too long.
 */
@ApplicationScoped
public class Errands {
  /** For an errand to end by its own deadline, with a better sentence than ours. */
  private static final long GRACE_MILLIS = 100;

  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("look-", 0).factory());

  /** One look, from the first connection to the verdict. */
  @FunctionalInterface
  public interface Errand {
    Look look(Deadline deadline) throws WireException, IOException;
  }

  /**
   * Runs an errand.
   *
   * @param place what it goes to, for messages: a host, or host and port
   */
  public CompletionStage<Look> run(String place, Duration timeout, Errand errand) {
    long begun = System.nanoTime();
    Look late =
        Look.failed(
            WireFailure.Reason.TIMEOUT,
            "looking at " + place + " took too long",
            Phases.total(Math.toIntExact(timeout.toMillis())));
    CompletableFuture<Look> answer = new CompletableFuture<>();
    Future<?> running =
        threads.submit(
            () -> {
              try {
                answer.complete(errand.look(Deadline.in(timeout)));
              } catch (WireException e) {
                answer.complete(Look.failed(e.reason(), e.getMessage(), since(begun)));
              } catch (SocketTimeoutException e) {
                answer.complete(
                    Look.failed(WireFailure.Reason.TIMEOUT, late.message(), since(begun)));
              } catch (IOException e) {
                WireException known = WireException.of(e, place);
                answer.complete(Look.failed(known.reason(), known.getMessage(), since(begun)));
              } catch (RuntimeException | Error e) {
                answer.completeExceptionally(e);
              }
            });
    return answer
        .completeOnTimeout(late, timeout.toMillis() + GRACE_MILLIS, TimeUnit.MILLISECONDS)
        .whenComplete((look, failure) -> running.cancel(true));
  }

  private static Phases since(long begun) {
    return Phases.total(Math.toIntExact(Duration.ofNanos(System.nanoTime() - begun).toMillis()));
  }

  @PreDestroy
  void close() {
    threads.shutdownNow();
  }
}
