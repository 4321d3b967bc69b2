package dev.belfry.heartbeat;

import dev.belfry.platform.id.TypeId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The runs of one heartbeat that are under way, and what becomes of them. An end finds its run by
 * name; one without a name ends the run that was started last.
 */
final class Runs {
  /** How many may be under way at once; the oldest is given up for one more. */
  static final int MOST = 50;

  /** What became of it. */
  enum Status {
    RUNNING,
    SUCCEEDED,
    FAILED,
    TIMED_OUT,
    ABANDONED
  }

  /** One run. */
  record Run(
      UUID id,
      @Nullable String name,
      Instant startedAt,
      @Nullable Instant endedAt,
      Status status,
      @Nullable Integer exitStatus) {
    @Nullable Long durationMs() {
      return endedAt == null ? null : Math.max(0, Duration.between(startedAt, endedAt).toMillis());
    }

    private Run end(Instant at, Status how, @Nullable Integer exit) {
      return new Run(id, name, startedAt, at.isBefore(startedAt) ? startedAt : at, how, exit);
    }
  }

  private final List<Run> open;
  private final Map<UUID, Run> changed = new LinkedHashMap<>();

  Runs(List<Run> open) {
    this.open = new ArrayList<>(open);
  }

  /** A run that is started again under the same name was given up before. */
  void start(@Nullable String name, Instant at) {
    if (name != null) {
      named(name).ifPresent(run -> close(run, at, Status.ABANDONED, null));
    }
    if (open.size() >= MOST) {
      open.stream()
          .min(Comparator.comparing(Run::startedAt))
          .ifPresent(run -> close(run, at, Status.ABANDONED, null));
    }
    Run run = new Run(TypeId.next(), name, at, null, Status.RUNNING, null);
    open.add(run);
    changed.put(run.id(), run);
  }

  /** How long it took; empty where no start is known. */
  Optional<Long> end(@Nullable String name, Instant at, Status how, @Nullable Integer exit) {
    Optional<Run> found =
        name != null ? named(name) : open.stream().max(Comparator.comparing(Run::startedAt));
    return found.map(run -> close(run, at, how, exit)).map(Run::durationMs);
  }

  private Optional<Run> named(String name) {
    return open.stream().filter(run -> name.equals(run.name())).findFirst();
  }

  private Run close(Run run, Instant at, Status how, @Nullable Integer exit) {
    Run ended = run.end(at, how, exit);
    open.remove(run);
    changed.put(run.id(), ended);
    return ended;
  }

  int underWay() {
    return open.size();
  }

  /** Of those under way, when the first was started. */
  Optional<Instant> oldest() {
    return open.stream().map(Run::startedAt).min(Comparator.naturalOrder());
  }

  /** As they are to be written. */
  List<Run> changed() {
    return List.copyOf(changed.values());
  }
}
