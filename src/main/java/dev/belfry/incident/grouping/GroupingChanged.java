package dev.belfry.incident.grouping;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.Change;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.event.Subject;
import java.time.Instant;
import java.util.List;

/** From now on other outages are one incident. */
public record GroupingChanged(
    AccountId account, Actor actor, Subject subject, Instant at, List<Change> changes)
    implements DomainEvent {
  @Override
  public String action() {
    return "incident_grouping.updated";
  }
}
