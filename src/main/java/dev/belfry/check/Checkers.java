package dev.belfry.check;

import dev.belfry.platform.time.CountedLine;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/** All kinds of checks. */
@ApplicationScoped
public class Checkers {
  private static final Logger LOG = Logger.getLogger(Checkers.class);

  /** For a checker to end by its own deadline, with a better sentence than ours. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Map<String, Checker<?>> byKind = new TreeMap<>();

  private final CountedLine givenUp;

  @Inject
  Checkers(@All List<Checker<?>> checkers, InstantSource clock) {
    this.givenUp =
        new CountedLine(LOG, "checks that did not end in their time and were given up", clock);
    for (Checker<?> checker : checkers) {
      if (byKind.put(checker.kind(), checker) != null) {
        throw new IllegalStateException("two checkers of kind " + checker.kind());
      }
    }
  }

  /** The names of all kinds, sorted. */
  public Set<String> kinds() {
    return Set.copyOf(byKind.keySet());
  }

  /**
   * The checker of this kind.
   *
   * @throws IllegalArgumentException for an unknown kind
   */
  public Checker<?> of(String kind) {
    Checker<?> checker = byKind.get(kind);
    if (checker == null) {
      throw new IllegalArgumentException("no check of kind " + kind);
    }
    return checker;
  }

  /**
   * Why this kind cannot look from here; empty where it can. May block for seconds.
   *
   * @throws IllegalArgumentException for an unknown kind
   */
  public Optional<String> selfTest(String kind) {
    try {
      return of(kind).selfTest();
    } catch (RuntimeException | LinkageError e) {
      LOG.debugf(e, "the self-test of %s failed", kind);
      return Optional.of("its self-test failed: " + e.getClass().getSimpleName());
    }
  }

  /**
   * Looks once. Whatever goes wrong inside a checker is an UNKNOWN look: the stage never completes
   * exceptionally, and it completes a second after the timeout at the latest.
   *
   * @throws IllegalArgumentException for an unknown kind
   * @throws ClassCastException for a target of another kind
   */
  public CompletionStage<Look> look(String kind, Target target, Duration timeout) {
    return look(of(kind), target, timeout);
  }

  private <T extends Target> CompletionStage<Look> look(
      Checker<T> checker, Target target, Duration timeout) {
    T own = checker.targetType().cast(target);
    CompletableFuture<Look> answer = new CompletableFuture<>();
    // On a thread of its own: one that blocks in a checker holds nobody up but itself.
    Thread thread = Thread.startVirtualThread(() -> ask(checker, own, timeout, answer));
    return answer
        .orTimeout(timeout.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(
            problem -> {
              thread.interrupt();
              return broken(checker, problem);
            });
  }

  private static <T extends Target> void ask(
      Checker<T> checker, T target, Duration timeout, CompletableFuture<Look> answer) {
    try {
      checker
          .look(target, timeout)
          .whenComplete(
              (look, problem) -> {
                if (look == null) {
                  answer.completeExceptionally(
                      problem == null ? new IllegalStateException("no look") : problem);
                } else {
                  answer.complete(look);
                }
              });
    } catch (Throwable e) { // an error too: nobody else would end the look
      answer.completeExceptionally(e);
    }
  }

  private Look broken(Checker<?> checker, Throwable problem) {
    if (problem instanceof TimeoutException) {
      givenUp.happened();
      return Look.unknown("check_failed", "the check did not end in its time");
    }
    LOG.errorf(problem, "The %s check failed in itself", checker.kind());
    return Look.unknown("check_failed", "the check could not be carried out");
  }
}
