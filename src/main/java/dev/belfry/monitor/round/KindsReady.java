package dev.belfry.monitor.round;

import dev.belfry.check.Checkers;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Tries every kind once at the start, beside it, and says which cannot look from here. */
@ApplicationScoped
class KindsReady {
  private static final Logger LOG = Logger.getLogger(KindsReady.class);

  private final Checkers checkers;
  private final RoundMeters meters;
  private final Map<String, Boolean> ready = new ConcurrentHashMap<>();

  KindsReady(Checkers checkers, RoundMeters meters) {
    this.checkers = checkers;
    this.meters = meters;
  }

  void start(@Observes StartupEvent event) {
    Thread.startVirtualThread(this::test);
  }

  /** Whether each kind can look from here. */
  Map<String, Boolean> test() {
    for (String kind : checkers.kinds()) {
      Optional<String> why = checkers.selfTest(kind);
      why.ifPresent(text -> LOG.warnf("monitors of type %s cannot look from here: %s", kind, text));
      if (ready.put(kind, why.isEmpty()) == null) {
        meters.ready(kind, () -> ready.getOrDefault(kind, false) ? 1 : 0);
      }
    }
    return Map.copyOf(ready);
  }
}
