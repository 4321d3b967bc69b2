package dev.belfry.incident;

import dev.belfry.monitor.MonitorBrief;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.id.TypeId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What can happen to an incident, whoever makes it happen; always in the caller's transaction. */
@ApplicationScoped
class IncidentStory {
  private final Event<IncidentOpened> opened;
  private final Event<IncidentUpdated> updated;
  private final Event<IncidentResolved> resolved;

  IncidentStory(
      Event<IncidentOpened> opened,
      Event<IncidentUpdated> updated,
      Event<IncidentResolved> resolved) {
    this.opened = opened;
    this.updated = updated;
    this.resolved = resolved;
  }

  void open(AccountId account, MonitorBrief monitor, String message, Instant at) {
    Incident incident = new Incident();
    incident.id = TypeId.next();
    incident.accountId = account.uuid();
    incident.monitorId = monitor.id().uuid();
    incident.categoryId = monitor.place().category();
    Set<UUID> groups = monitor.place().groups();
    incident.groupIds = groups == null ? List.of() : groups.stream().sorted().toList();
    incident.title = monitor.name() + " is down";
    incident.origin = Origin.MONITOR;
    incident.status = IncidentStatus.INVESTIGATING;
    incident.impact = Impact.HIGH;
    incident.startedAt = at;
    incident.createdAt = at;
    incident.updatedAt = at;
    incident.persist();
    IncidentUpdate.of(incident, message, null, at).persist();
    opened.fire(new IncidentOpened(account, Actor.SYSTEM, at, IncidentBrief.of(incident), message));
  }

  void tell(Incident incident, String message, Actor actor, Instant at) {
    incident.updatedAt = at;
    IncidentUpdate.of(incident, message, actor.name(), at).persist();
    updated.fire(
        new IncidentUpdated(
            new AccountId(incident.accountId), actor, at, IncidentBrief.of(incident), message));
  }

  void resolve(Incident incident, String message, Actor actor, Instant at) {
    incident.status = IncidentStatus.RESOLVED;
    incident.resolvedAt = at;
    incident.updatedAt = at;
    IncidentUpdate.of(
            incident, message, actor.kind() == Actor.Kind.SYSTEM ? null : actor.name(), at)
        .persist();
    resolved.fire(
        new IncidentResolved(
            new AccountId(incident.accountId), actor, at, IncidentBrief.of(incident), message));
  }
}
