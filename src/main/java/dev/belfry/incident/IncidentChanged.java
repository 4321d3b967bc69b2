package dev.belfry.incident;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.Change;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.event.Subject;
import java.time.Instant;
import java.util.List;

/**
 * Somebody did something to an incident that is no news by itself.
 *
 * @param action a verb of incidents, such as {@code incident.acknowledged}, {@code
 *     incident.unacknowledged}, {@code incident.reopened}, or {@code incident.merged} of one that
 *     became part of another
 */
public record IncidentChanged(
    AccountId account,
    Actor actor,
    Instant at,
    IncidentBrief incident,
    String action,
    List<Change> changes)
    implements DomainEvent {
  @Override
  public Subject subject() {
    return new Subject(
        "incident", incident.id().text(), incident.title(), incident.place().category());
  }
}
