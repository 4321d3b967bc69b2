package dev.belfry.incident;

import dev.belfry.access.Access;
import dev.belfry.access.grant.Scope;
import dev.belfry.incident.IncidentStory.Telling;
import dev.belfry.incident.Incidents.Versioned;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.MonitorService;
import dev.belfry.monitor.MonitorStatus;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** What one does with incidents besides editing them. */
@ApplicationScoped
@Transactional
public class IncidentVerbs {
  private final Access access;
  private final IncidentReach reach;
  private final IncidentStory story;
  private final MonitorService monitors;
  private final InstantSource clock;

  IncidentVerbs(
      Access access,
      IncidentReach reach,
      IncidentStory story,
      MonitorService monitors,
      InstantSource clock) {
    this.access = access;
    this.reach = reach;
    this.story = story;
    this.monitors = monitors;
    this.clock = clock;
  }

  /**
   * @throws Problem 409 when it is resolved already, or part of another
   */
  Versioned resolve(IncidentId id) {
    return reach.view(resolved(id));
  }

  /** The same for one of many. */
  public void resolveOne(IncidentId id) {
    resolved(id);
  }

  private Incident resolved(IncidentId id) {
    reach.find(id, Scope.INCIDENT_RESOLVE);
    List<MonitorId> silenced = reach.silence(id);
    Incident incident = reach.hold(id, Scope.INCIDENT_RESOLVE, null);
    IncidentReach.requireOpen(incident);
    IncidentReach.requireWhole(incident);
    IncidentReach.requireNoMore(incident, silenced);
    resolve(incident, Telling.done("Resolved by hand.", access.actor()));
    return incident;
  }

  /** One whose alarms are taken back, and that is locked. */
  void resolve(Incident incident, Telling telling) {
    story.resolve(incident, telling, access.actor(), clock.instant());
  }

  /**
   * Whoever was first stays named.
   *
   * @throws Problem 409 when it is resolved already, or part of another
   */
  Versioned acknowledge(IncidentId id) {
    return reach.view(acknowledged(id));
  }

  /** The same for one of many; answers whether nobody had. */
  public boolean acknowledgeOne(IncidentId id) {
    Instant before = reach.find(id, Scope.INCIDENT_ACKNOWLEDGE).acknowledgedAt;
    acknowledged(id);
    return before == null;
  }

  private Incident acknowledged(IncidentId id) {
    Incident incident = reach.hold(id, Scope.INCIDENT_ACKNOWLEDGE, null);
    IncidentReach.requireOpen(incident);
    IncidentReach.requireWhole(incident);
    if (incident.acknowledgedAt == null) {
      Instant now = clock.instant();
      incident.acknowledgedAt = now;
      incident.acknowledgedBy = access.actor().name();
      story.note(incident, "incident.acknowledged", access.actor(), now);
    }
    return incident;
  }

  Versioned unacknowledge(IncidentId id) {
    Incident incident = reach.hold(id, Scope.INCIDENT_ACKNOWLEDGE, null);
    IncidentReach.requireOpen(incident);
    IncidentReach.requireWhole(incident);
    if (incident.acknowledgedAt != null) {
      incident.acknowledgedAt = null;
      incident.acknowledgedBy = null;
      story.note(incident, "incident.unacknowledged", access.actor(), clock.instant());
    }
    return reach.view(incident);
  }

  /**
   * It goes on: what is still down belongs to it again.
   *
   * @throws Problem 409 when it is open, part of another, or when one of its monitors has another
   *     open incident
   */
  Versioned reopen(IncidentId id) {
    Incident seen = reach.find(id, Scope.INCIDENT_RESOLVE);
    List<MonitorId> held = reach.holdMonitors(List.of(seen.id));
    Incident incident = reach.hold(id, Scope.INCIDENT_RESOLVE, null);
    reopen(incident, held);
    return reach.view(incident);
  }

  /** One that is locked, after the monitors that it concerns. */
  void reopen(Incident incident, List<MonitorId> held) {
    if (incident.isOpen()) {
      throw Problem.of(ProblemType.CONFLICT, "The incident is open.");
    }
    IncidentReach.requireWhole(incident);
    List<MonitorId> outages = IncidentMonitor.outages(access.account(), List.of(incident.id));
    if (!held.containsAll(outages)) {
      throw IncidentReach.busy();
    }
    requireNoOther(incident, outages);
    Instant now = clock.instant();
    incident.status = IncidentStatus.INVESTIGATING;
    incident.resolvedAt = null;
    incident.acknowledgedAt = null;
    incident.acknowledgedBy = null;
    Incident.flush();
    monitors.sights(access.account(), outages).stream()
        .filter(sight -> sight.brief().status() == MonitorStatus.DOWN)
        .forEach(sight -> IncidentMonitor.fell(incident, sight.brief().id().uuid(), now));
    Actor actor = access.actor();
    story.tell(incident, Telling.done("Reopened.", actor), actor, now);
    story.note(incident, "incident.reopened", actor, now);
  }

  private void requireNoOther(Incident incident, List<MonitorId> outages) {
    for (MonitorId monitor : outages) {
      boolean other =
          IncidentMonitor.holding(access.account(), monitor)
              .filter(id -> !id.equals(incident.id))
              .isPresent();
      if (other) {
        throw Problem.of(
            ProblemType.CONFLICT,
            "A monitor of this incident has another open incident; go on with that.");
      }
    }
  }
}
