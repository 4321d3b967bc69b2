package dev.belfry.check;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** One way of looking; a CDI bean in an alcove of this room. */
public interface Checker<T extends Target> {
  /** The kind's name in the API: a lower-case word, unique. */
  String kind();

  Class<T> targetType();

  /**
   * What Bean Validation cannot see, such as a blocked address. Asks no resolver and copes with
   * invalid fields.
   */
  List<TargetViolation> examine(T target);

  /**
   * Tries, at the start, whether this kind can look from here at all. Asks nobody but this machine
   * and ends within seconds; may block.
   *
   * @return why it cannot, as a sentence for operators; empty where it can
   */
  default Optional<String> selfTest() {
    return Optional.empty();
  }

  /**
   * Looks once. Failures of the target are looks; the stage completes within the timeout, possibly
   * on an event loop thread: do not block in what depends on it.
   */
  CompletionStage<Look> look(T target, Duration timeout);
}
