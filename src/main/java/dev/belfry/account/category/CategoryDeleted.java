package dev.belfry.account.category;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.Change;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.event.Subject;
import java.time.Instant;
import java.util.List;

/** A category is about to go; whoever keeps things in it lets go of it in this transaction. */
public record CategoryDeleted(
    AccountId account,
    Actor actor,
    Subject subject,
    Instant at,
    CategoryId category,
    List<Change> changes)
    implements DomainEvent {
  @Override
  public String action() {
    return "category.deleted";
  }
}
