package dev.belfry.monitor.round;

import dev.belfry.check.Look;
import dev.belfry.check.Target;
import dev.belfry.monitor.LookRecorded;
import dev.belfry.monitor.LookView;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.Standing;
import dev.belfry.monitor.Thresholds;
import dev.belfry.monitor.standing.Cadence;
import dev.belfry.monitor.standing.Muted;
import dev.belfry.platform.event.AccountId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A monitor to be looked at, with all that the look and its judgement need.
 *
 * @param held whether all its parents were down when it was read, so that no alarm is raised
 * @param muted when its alarms are held back
 * @param due when the look was or will be due
 * @param era of the definition that was read
 * @param revision of the state that was read: if it is another when the look is recorded, the
 *     judgement is made again
 */
record ClaimedMonitor(
    AccountId account,
    MonitorId id,
    String kind,
    Target target,
    Duration timeout,
    Duration interval,
    @Nullable Duration retryInterval,
    Thresholds thresholds,
    Standing standing,
    boolean held,
    Muted muted,
    Instant due,
    long revision,
    long era) {

  /** Sooner while looks speak against the state and are not yet enough. */
  Instant next(Standing after, Instant now) {
    Duration step = retryInterval != null && thresholds.doubts(after) ? retryInterval : interval;
    return Cadence.next(due, step, now);
  }

  /**
   * A look that was made, and where the monitor would stand after it if nothing else has happened.
   *
   * @param crowded whether it had to stand in line, as too many are on its beat
   */
  record Seen(ClaimedMonitor monitor, Look look, Instant at, boolean crowded) {
    static Seen of(ClaimedMonitor monitor, Look look, Instant at, boolean crowded) {
      return new Seen(monitor, monitor.thresholds().counted(look), at, crowded);
    }

    Instant next() {
      return crowded
          ? Cadence.ownBeat(monitor.id().uuid(), monitor.interval(), at)
          : monitor.next(after(), at);
    }

    Standing after() {
      return monitor
          .thresholds()
          .after(
              monitor.standing(),
              look.verdict(),
              look.latencyMs(),
              monitor.held() || monitor.muted().covers(at));
    }

    /** Whether it leaves the monitor in the state in which it was, and is only counted. */
    boolean changesNothing() {
      return !monitor.muted().turns(at) && after().tellsTheSameAs(monitor.standing());
    }

    LookRecorded recorded() {
      return new LookRecorded(monitor.account(), monitor.id(), LookView.of(look, at));
    }
  }
}
