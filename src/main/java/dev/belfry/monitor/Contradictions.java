package dev.belfry.monitor;

import dev.belfry.platform.problem.Violation;
import java.util.List;

/** Values that are right by themselves and wrong together. */
final class Contradictions {
  private Contradictions() {}

  static List<Violation> of(NewMonitor monitor) {
    return monitor.timeout() < monitor.interval()
        ? List.of()
        : List.of(
            Violation.at(
                "/timeout_seconds", "too_large", "must be less than the interval of " + monitor.interval() + " seconds"));
  }
}
