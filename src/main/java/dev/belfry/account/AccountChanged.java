package dev.belfry.account;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.Change;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.event.Subject;
import java.time.Instant;
import java.util.List;

/** An account was made, changed, suspended or resumed; heard in it, and in its parent. */
public record AccountChanged(
    AccountId account,
    Actor actor,
    Subject subject,
    Instant at,
    String action,
    List<Change> changes)
    implements DomainEvent {
  public AccountChanged(
      AccountId account, Actor actor, Subject subject, Instant at, String action) {
    this(account, actor, subject, at, action, List.of());
  }
}
