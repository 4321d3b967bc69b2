package dev.belfry.access.people;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.event.Subject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A member is being removed, in a transaction that has begun the revocation of all that he may.
 * Whoever keeps something of his gives it to the successor, or ends it.
 *
 * @param successor another active member; null where everything ends
 */
public record MemberLeaving(
    AccountId account,
    Actor actor,
    Subject subject,
    Instant at,
    MemberId member,
    @Nullable Member successor)
    implements DomainEvent {
  @Override
  public String action() {
    return subject.type() + ".deleted";
  }
}
