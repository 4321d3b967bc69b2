package dev.belfry.access.watch;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.event.Subject;
import java.time.Instant;

/** Somebody said which flags disable keys. */
record FlagPolicyChanged(AccountId account, Actor actor, Subject subject, Instant at)
    implements DomainEvent {
  @Override
  public String action() {
    return "flag_policy.updated";
  }
}
