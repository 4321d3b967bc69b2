package dev.belfry.access.watch;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.event.Subject;
import java.time.Instant;

/** Somebody looked at a flag and found it harmless. */
record FlagDismissed(AccountId account, Actor actor, Subject subject, Instant at)
    implements DomainEvent {
  @Override
  public String action() {
    return "flag.dismissed";
  }
}
