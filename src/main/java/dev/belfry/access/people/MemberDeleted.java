package dev.belfry.access.people;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.event.Subject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody is about to leave; whoever keeps things of his ends them, or hands them over, in this
 * transaction, which holds the lock of the member.
 *
 * @param successor null where there is none
 */
public record MemberDeleted(
    AccountId account,
    Actor actor,
    Subject subject,
    Instant at,
    MemberId member,
    @Nullable MemberId successor)
    implements DomainEvent {
  @Override
  public String action() {
    return subject.type() + ".deleted";
  }
}
