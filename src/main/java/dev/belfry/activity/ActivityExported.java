package dev.belfry.activity;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.Change;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.event.Subject;
import java.time.Instant;
import java.util.List;

/**
 * Somebody took the log book, or a part of it, with them.
 *
 * @param changes what was asked for, as if it had been set
 */
record ActivityExported(
    AccountId account, Actor actor, Subject subject, Instant at, List<Change> changes)
    implements DomainEvent {
  @Override
  public String action() {
    return "activity.exported";
  }
}
