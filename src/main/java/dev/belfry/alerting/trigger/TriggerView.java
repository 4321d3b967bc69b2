package dev.belfry.alerting.trigger;

import dev.belfry.access.grant.ReachSpec;
import dev.belfry.access.people.MemberId;
import dev.belfry.alerting.book.Kept;
import dev.belfry.alerting.escalation.EscalationId;
import dev.belfry.alerting.role.NotificationRoleId;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A trigger as shown.
 *
 * @param stopped {@code owner_lost_right} when it does not act because its owner may no longer see
 *     what it tells; found out when it would have rung
 * @param ownerId for whom it acts
 * @param reach of which categories and groups it tells: what lies in one of these pairs
 */
@Schema(name = "Trigger")
public record TriggerView(
    TriggerId id,
    String name,
    @Nullable String description,
    NewTrigger.On on,
    int afterSeconds,
    @Nullable Integer repeatSeconds,
    int mostRepeats,
    NewTrigger.@Nullable RingHours hours,
    List<NotificationRoleId> roleIds,
    @Nullable EscalationId escalationId,
    boolean enabled,
    @Nullable String stopped,
    MemberId ownerId,
    List<ReachSpec> reach,
    Instant createdAt,
    Instant updatedAt) {
  static TriggerView of(Kept<NewTrigger> kept) {
    NewTrigger trigger = kept.body();
    return new TriggerView(
        new TriggerId(kept.id()),
        kept.name(),
        trigger.description(),
        trigger.selector(),
        trigger.delay(),
        trigger.repeatSeconds(),
        trigger.repeats(),
        trigger.hours(),
        trigger.roles(),
        trigger.escalationId(),
        kept.enabled(),
        kept.stopped(),
        kept.owner(),
        ReachSpec.of(kept.reach()),
        kept.createdAt(),
        kept.updatedAt());
  }
}
