package dev.belfry.access;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.event.Subject;
import java.time.Instant;

/**
 * A key opened something for the first time. Told at least once: calls that came together may each
 * have been the first.
 */
public record KeyFirstUsed(AccountId account, Actor actor, Subject subject, Instant at)
    implements DomainEvent {
  @Override
  public String action() {
    return "key.first_used";
  }
}
