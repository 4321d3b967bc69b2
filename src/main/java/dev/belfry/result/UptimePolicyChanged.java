package dev.belfry.result;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.Change;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.event.Subject;
import java.time.Instant;
import java.util.List;

/** The account counts its uptime otherwise from now on, also that of before. */
public record UptimePolicyChanged(
    AccountId account, Actor actor, Subject subject, Instant at, List<Change> changes)
    implements DomainEvent {
  @Override
  public String action() {
    return "uptime_policy.updated";
  }
}
