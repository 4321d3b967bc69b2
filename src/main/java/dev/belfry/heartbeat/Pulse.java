package dev.belfry.heartbeat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a heartbeat stands in time.
 *
 * @param lastPingAt when the latest ping came; null before the first
 * @param expectedAt when the next is expected; null before the first and while paused
 * @param missedSince the first expected time that nothing good has met; null where all were met
 */
record Pulse(
    @Nullable Instant lastPingAt, @Nullable Instant expectedAt, @Nullable Instant missedSince) {

  /** Whether a later ping was here first. */
  boolean overtakes(Instant at) {
    return lastPingAt != null && at.isBefore(lastPingAt);
  }

  /** A ping came: the next is expected after it. */
  Pulse signed(Instant at, Plan plan, boolean good) {
    return new Pulse(at, plan.expectedAfter(at), good ? null : missedSince);
  }

  /** A ping came while nothing is expected. */
  Pulse noted(Instant at) {
    return new Pulse(at, expectedAt, missedSince);
  }

  /** Nothing came: the next beat is expected. */
  Pulse missed(Plan plan) {
    return expectedAt == null
        ? this
        : new Pulse(
            lastPingAt,
            plan.expectedAfter(expectedAt),
            missedSince == null ? expectedAt : missedSince);
  }

  /** From now on, whatever was: after an edit, a pause, or a time in which nobody listened. */
  Pulse afresh(Instant now, Plan plan, boolean enabled) {
    boolean expects = enabled && lastPingAt != null;
    return new Pulse(lastPingAt, expects ? plan.expectedAfter(now) : null, null);
  }

  /** How late a ping at this time is; zero within the grace. */
  Duration lateness(Instant at, Plan plan) {
    Instant since = missedSince == null ? expectedAt : missedSince;
    return since == null || !at.isAfter(since.plus(plan.grace()))
        ? Duration.ZERO
        : Duration.between(since, at);
  }
}
