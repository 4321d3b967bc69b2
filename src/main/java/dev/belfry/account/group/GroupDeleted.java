package dev.belfry.account.group;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.Change;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.event.Subject;
import java.time.Instant;
import java.util.List;

/** A group is about to go; whoever keeps things in it lets go of it in this transaction. */
public record GroupDeleted(
    AccountId account,
    Actor actor,
    Subject subject,
    Instant at,
    GroupId group,
    List<Change> changes)
    implements DomainEvent {
  @Override
  public String action() {
    return "group.deleted";
  }
}
