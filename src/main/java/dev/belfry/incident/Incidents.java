package dev.belfry.incident;

import dev.belfry.access.Access;
import dev.belfry.access.grant.Scope;
import dev.belfry.monitor.Judgement;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.MonitorService;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.page.Page;
import dev.belfry.platform.page.PageRequest;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Incidents as people work on them. */
@ApplicationScoped
@Transactional
public class Incidents {
  private final Access access;
  private final MonitorService monitors;
  private final Judgement judgement;
  private final IncidentStory story;
  private final InstantSource clock;

  Incidents(
      Access access,
      MonitorService monitors,
      Judgement judgement,
      IncidentStory story,
      InstantSource clock) {
    this.access = access;
    this.monitors = monitors;
    this.judgement = judgement;
    this.story = story;
    this.clock = clock;
  }

  /** The open incident of a monitor, or the last that it had, for whoever composes news of it. */
  public Optional<IncidentBrief> latestOf(AccountId account, MonitorId monitor) {
    return Incident.latestOf(account, monitor).map(IncidentBrief::of);
  }

  Page<IncidentView> list(IncidentFilter filter, PageRequest page) {
    if (filter.monitor != null && monitors.visible(List.of(filter.monitor)).isEmpty()) {
      return Page.of(List.of(), page, 0);
    }
    var query = Incident.listed(access.account(), access.pairs(Scope.INCIDENT_READ), filter);
    long total = query.count();
    List<Incident> incidents = query.page(page.index(), page.limit).list();
    Instant now = clock.instant();
    Set<MonitorId> visible = visible(incidents);
    return Page.of(
        incidents.stream().map(incident -> IncidentView.of(incident, visible, null, now)).toList(),
        page,
        total);
  }

  IncidentView get(IncidentId id) {
    Incident incident = Incident.named(access.account(), id).orElseThrow(Problem::notFound);
    access.require(Scope.INCIDENT_READ, Scope.INCIDENT_READ, incident.place());
    return view(incident);
  }

  /**
   * @throws Problem 409 when it is resolved already; 403 when the update resolves it and the caller
   *     may not
   */
  IncidentView update(IncidentId id, NewUpdate wanted) {
    if (wanted.status() == IncidentStatus.RESOLVED) {
      silence(id);
    }
    Incident incident = find(id, Scope.INCIDENT_UPDATE);
    if (wanted.status() == IncidentStatus.RESOLVED) {
      access.require(Scope.INCIDENT_RESOLVE, Scope.INCIDENT_READ, incident.place());
    }
    requireOpen(incident);
    Instant now = clock.instant();
    if (wanted.status() == IncidentStatus.RESOLVED) {
      story.resolve(incident, wanted.message(), access.actor(), now);
    } else {
      if (wanted.status() != null) {
        incident.status = wanted.status();
      }
      story.tell(incident, wanted.message(), access.actor(), now);
    }
    return view(incident);
  }

  /**
   * @throws Problem 409 when it is resolved already
   */
  IncidentView resolve(IncidentId id) {
    silence(id);
    Incident incident = find(id, Scope.INCIDENT_RESOLVE);
    requireOpen(incident);
    Actor actor = access.actor();
    story.resolve(incident, "Resolved by " + actor.name() + ".", actor, clock.instant());
    return view(incident);
  }

  /**
   * Before the incident is locked, as a look does it; whatever is refused afterwards undoes this
   * too.
   */
  private void silence(IncidentId id) {
    AccountId account = access.account();
    Incident.monitorOf(account, id)
        .ifPresent(monitor -> judgement.silence(account, monitor, clock.instant()));
  }

  private Incident find(IncidentId id, Scope scope) {
    Incident incident = Incident.locked(access.account(), id).orElseThrow(Problem::notFound);
    access.require(scope, Scope.INCIDENT_READ, incident.place());
    return incident;
  }

  private static void requireOpen(Incident incident) {
    if (incident.resolvedAt != null) {
      throw Problem.of(ProblemType.CONFLICT, "The incident is resolved already.");
    }
  }

  private IncidentView view(Incident incident) {
    return IncidentView.of(
        incident,
        visible(List.of(incident)),
        IncidentUpdate.ofAll(incident.accountId, List.of(incident.id)),
        clock.instant());
  }

  /** Whoever reads an incident may not know of the monitor that it is about. */
  private Set<MonitorId> visible(List<Incident> incidents) {
    return monitors.visible(
        incidents.stream().flatMap(incident -> incident.monitors().stream()).toList());
  }
}
