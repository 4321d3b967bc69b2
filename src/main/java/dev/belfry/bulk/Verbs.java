package dev.belfry.bulk;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.MonitorPauses;
import dev.belfry.monitor.MonitorService;
import dev.belfry.platform.http.EntityTag;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** What can be done to one of many, by the services that do it to one alone. */
@ApplicationScoped
class Verbs {
  private static final int TRIES = 3;

  private final MonitorService monitors;
  private final MonitorPauses pauses;
  private final ObjectMapper mapper;

  Verbs(MonitorService monitors, MonitorPauses pauses, ObjectMapper mapper) {
    this.monitors = monitors;
    this.pauses = pauses;
    this.mapper = mapper;
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
      case UPDATE -> update(id, change);
      case TAG, UNTAG -> tag(id, change);
      case DELETE -> {
        monitors.delete(id);
        yield true;
      }
      case CHECK -> throw new IllegalStateException("checks are made together");
    };
  }

  private boolean update(MonitorId id, MassChange change) {
    long before = monitors.get(id).version();
    return monitors.patch(id, Objects.requireNonNull(change.changes()).deepCopy(), null).version()
        != before;
  }

  /** Again, where somebody changed it at the same moment. */
  private boolean tag(MonitorId id, MassChange change) {
    for (int tries = 1; ; tries++) {
      MonitorService.Versioned found = monitors.get(id);
      Set<String> tags = new LinkedHashSet<>(found.monitor().tags());
      List<String> named = Objects.requireNonNull(change.tags());
      boolean differs = change.action() == Action.TAG ? tags.addAll(named) : tags.removeAll(named);
      ObjectNode patch = mapper.createObjectNode();
      patch.set("tags", mapper.valueToTree(tags));
      try {
        // What is as it should be is asked all the same, so that it is refused as the others are.
        monitors.patch(id, patch, EntityTag.of(found.version()));
        return differs;
      } catch (Problem problem) {
        if (!problem.type().equals(ProblemType.STALE) || tries == TRIES) {
          throw problem;
        }
      }
    }
  }
}
