package dev.belfry.alerting.trigger;

import dev.belfry.alerting.escalation.EscalationId;
import dev.belfry.incident.IncidentId;
import dev.belfry.notify.Endpoint;
import dev.belfry.platform.id.TypeId;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is shown of rings. */
public final class RingViews {
  private RingViews() {}

  /** All triggers of an incident that the caller may see, those first that rang or tried to. */
  @Schema(name = "IncidentRings")
  public record Told(IncidentId incidentId, List<RingView> data) {}

  /**
   * Whether a trigger rang for an incident, and if not, why.
   *
   * @param type of the news; null where it did not ask for them
   * @param times how often it rang
   * @param nextAt when it rings next; null where it does not
   * @param to webhooks and channels that were rung
   * @param reason why it did not ring; null where it rang or is still to ring: over_before,
   *     acknowledged_before, outside_hours, owner_lost_right, nobody_to_tell, disabled,
   *     trigger_deleted, out_of_reach, not_matched, later (it was made or changed afterwards)
   * @param condition that did not hold, where the reason is not_matched
   */
  @Schema(name = "Ring")
  public record RingView(
      TriggerId triggerId,
      String triggerName,
      @Nullable String type,
      boolean rang,
      int times,
      @Nullable Instant firstRungAt,
      @Nullable Instant lastRungAt,
      @Nullable Instant nextAt,
      @Nullable Instant acknowledgedAt,
      @Nullable Instant endedAt,
      List<String> to,
      @Nullable String reason,
      @Nullable String condition) {
    static RingView of(Ring ring) {
      return new RingView(
          new TriggerId(ring.triggerId),
          ring.triggerName,
          ring.type,
          ring.rung > 0,
          ring.rung,
          ring.firstRungAt,
          ring.lastRungAt,
          ring.dueAt,
          ring.acknowledgedAt,
          ring.endedAt,
          ring.endpoints.stream().map(RingViews::text).toList(),
          ring.rung > 0 ? null : ring.outcome,
          null);
    }

    static RingView not(TriggerId id, String name, String reason, @Nullable String condition) {
      return new RingView(
          id, name, null, false, 0, null, null, null, null, null, List.of(), reason, condition);
    }
  }

  /** The escalations of an incident that the caller may see. */
  @Schema(name = "IncidentEscalations")
  public record Escalations(IncidentId incidentId, List<EscalationState> data) {}

  /**
   * How far an escalation has come.
   *
   * @param step the last that was rung, from 1; 0 before the first
   * @param of how many steps there are in a round
   * @param round from 1
   */
  @Schema(name = "EscalationState")
  public record EscalationState(
      TriggerId triggerId,
      EscalationId escalationId,
      String name,
      State state,
      int step,
      int of,
      int round,
      @Nullable Instant nextAt) {}

  /** Whether somebody is still to be rung. */
  @Schema(name = "EscalationProgress")
  public enum State {
    RUNNING,
    ACKNOWLEDGED,
    EXHAUSTED,
    OVER
  }

  /** As the API names it. */
  static String text(Endpoint endpoint) {
    return TypeId.format(endpoint.channel().equals("webhook") ? "whk" : "chn", endpoint.id());
  }
}
