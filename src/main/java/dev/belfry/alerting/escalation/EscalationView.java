package dev.belfry.alerting.escalation;

import dev.belfry.access.grant.ReachSpec;
import dev.belfry.access.people.MemberId;
import dev.belfry.alerting.book.Kept;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An escalation as shown.
 *
 * @param ownerId who made or changed it last
 */
@Schema(name = "Escalation")
public record EscalationView(
    EscalationId id,
    String name,
    @Nullable String description,
    List<NewEscalation.Step> steps,
    int repeat,
    int repeatAfterSeconds,
    MemberId ownerId,
    List<ReachSpec> reach,
    Instant createdAt,
    Instant updatedAt) {
  static EscalationView of(Kept<NewEscalation> kept) {
    NewEscalation escalation = kept.body();
    return new EscalationView(
        new EscalationId(kept.id()),
        kept.name(),
        escalation.description(),
        escalation.steps(),
        escalation.rounds() - 1,
        escalation.pause(),
        kept.owner(),
        ReachSpec.of(kept.reach()),
        kept.createdAt(),
        kept.updatedAt());
  }
}
