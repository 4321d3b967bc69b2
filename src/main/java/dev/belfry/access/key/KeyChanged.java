package dev.belfry.access.key;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.Change;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.event.Subject;
import java.time.Instant;
import java.util.List;

/** A key was made, edited, revoked or deleted; {@code action} says which. */
public record KeyChanged(
    AccountId account,
    Actor actor,
    Subject subject,
    Instant at,
    String action,
    List<Change> changes)
    implements DomainEvent {
  KeyChanged(AccountId account, Actor actor, Subject subject, Instant at, String action) {
    this(account, actor, subject, at, action, List.of());
  }
}
