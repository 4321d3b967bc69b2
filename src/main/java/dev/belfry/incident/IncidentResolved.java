package dev.belfry.incident;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.event.Subject;
import java.time.Instant;

/**
 * An incident is over.
 *
 * @param notifySubscribers whether subscribers of status pages are to hear of it
 */
public record IncidentResolved(
    AccountId account,
    Actor actor,
    Instant at,
    IncidentBrief incident,
    String message,
    boolean notifySubscribers)
    implements DomainEvent {
  @Override
  public Subject subject() {
    return new Subject(
        "incident", incident.id().text(), incident.title(), incident.place().category());
  }

  @Override
  public String action() {
    return "incident.resolved";
  }
}
