package dev.belfry.access.watch;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.event.Subject;
import java.time.Instant;

/** A flag disabled a key, since the account wants that of flags of this kind. */
public record KeyDisabled(AccountId account, Subject subject, Instant at, FlagKind because)
    implements DomainEvent {
  @Override
  public Actor actor() {
    return Actor.SYSTEM;
  }

  @Override
  public String action() {
    return "key.disabled";
  }
}
