package dev.belfry.check;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/** All kinds of checks. */
@ApplicationScoped
public class Checkers {
  private static final Logger LOG = Logger.getLogger(Checkers.class);

  private final Map<String, Checker<?>> byKind = new TreeMap<>();

  @Inject
  Checkers(@All List<Checker<?>> checkers) {
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
   * Looks once. Whatever goes wrong inside a checker is an UNKNOWN look: the stage never completes
   * exceptionally.
   *
   * @throws IllegalArgumentException for an unknown kind
   * @throws ClassCastException for a target of another kind
   */
  public CompletionStage<Look> look(String kind, Target target, Duration timeout) {
    return look(of(kind), target, timeout);
  }

  private static <T extends Target> CompletionStage<Look> look(
      Checker<T> checker, Target target, Duration timeout) {
    T own = checker.targetType().cast(target);
    try {
      return checker.look(own, timeout).exceptionally(problem -> broken(checker, problem));
    } catch (RuntimeException e) {
      return CompletableFuture.completedFuture(broken(checker, e));
    }
  }

  private static Look broken(Checker<?> checker, Throwable problem) {
    LOG.errorf(problem, "The %s check failed in itself", checker.kind());
    return Look.unknown("check_failed", "the check could not be carried out");
  }
}
