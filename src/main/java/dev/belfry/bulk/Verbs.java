package dev.belfry.bulk;

import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.MonitorPauses;
import dev.belfry.monitor.MonitorService;
import dev.belfry.platform.problem.Problem;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/** What can be done to one of many, by the services that do it to one alone. */
@ApplicationScoped
class Verbs {
  private final MonitorService monitors;
  private final MonitorPauses pauses;

  Verbs(MonitorService monitors, MonitorPauses pauses) {
    this.monitors = monitors;
    this.pauses = pauses;
  }

  /** Ends a transaction that is not to be kept. */
  private static final class Undone extends RuntimeException {
    private static final long serialVersionUID = 1;

    Undone() {
      super("undone", null, false, false);
    }
  }

  /**
   * Answers whether it would change something: does it, and takes it back.
   *
   * @throws Problem when it would be refused
   */
  boolean attempt(MonitorId id, MassChange change) {
    AtomicBoolean changed = new AtomicBoolean();
    try {
      QuarkusTransaction.requiringNew()
          .run(
              () -> {
                changed.set(apply(id, change));
                throw new Undone();
              });
    } catch (Undone undone) {
      // Nothing of it is kept.
    }
    return changed.get();
  }

  /**
   * Answers whether it changed something.
   *
   * @throws Problem when it is refused
   */
  boolean apply(MonitorId id, MassChange change) {
    return switch (change.action()) {
      case PAUSE -> pauses.pauseOne(id, new MonitorPauses.Terms(change.forSeconds()));
      case RESUME -> pauses.resumeOne(id);
      case UPDATE -> monitors.change(id, Objects.requireNonNull(change.changes()).deepCopy());
      case TAG, UNTAG ->
          // What is as it should be is asked all the same, so that it is refused as the others are.
          monitors.tag(id, Objects.requireNonNull(change.tags()), change.action() == Action.TAG);
      case DELETE -> {
        monitors.delete(id);
        yield true;
      }
      case CHECK -> throw new IllegalStateException("checks are made together");
    };
  }
}
