package dev.belfry.monitor;

import dev.belfry.check.Look;
import java.time.Instant;

/** A look that was made, and where the monitor would stand after it if nothing else has happened. */
record Seen(ClaimedMonitor monitor, Look look, Instant at) {
  Standing after() {
    return monitor.thresholds().after(monitor.standing(), look.verdict(), look.latencyMs());
  }

  /** Whether it leaves the monitor in the state in which it was. */
  boolean changesNothing() {
    Standing after = after();
    return after.status() == monitor.standing().status() && after.alarmed() == monitor.standing().alarmed();
  }

  LookRecorded recorded() {
    return new LookRecorded(monitor.account(), monitor.id(), LookView.of(look, at));
  }
}
