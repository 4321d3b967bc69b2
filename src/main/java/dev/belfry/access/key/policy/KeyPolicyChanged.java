package dev.belfry.access.key.policy;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.event.Subject;
import java.time.Instant;

/** The account asks something else of its keys. */
public record KeyPolicyChanged(AccountId account, Actor actor, Subject subject, Instant at)
    implements DomainEvent {
  @Override
  public String action() {
    return "key_policy.updated";
  }
}
