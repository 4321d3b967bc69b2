package dev.belfry.incident;

import dev.belfry.access.Access;
import dev.belfry.access.grant.Scope;
import dev.belfry.incident.Incidents.Versioned;
import dev.belfry.incident.page.ComponentId;
import dev.belfry.incident.page.Components;
import dev.belfry.monitor.Judgement;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.MonitorService;
import dev.belfry.platform.http.EntityTag;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds incidents for a caller, as far as he reaches. In the caller's transaction. */
@ApplicationScoped
class IncidentReach {
  private static final int MOST_LISTED = 50;
  private static final int MOST_SHOWN = 1_000;

  private final Access access;
  private final MonitorService monitors;
  private final Judgement judgement;
  private final Components components;
  private final InstantSource clock;

  IncidentReach(
      Access access,
      MonitorService monitors,
      Judgement judgement,
      Components components,
      InstantSource clock) {
    this.access = access;
    this.monitors = monitors;
    this.judgement = judgement;
    this.components = components;
    this.clock = clock;
  }

  /**
   * Before anything is locked for it.
   *
   * @throws Problem 404 when the caller may not know of it, 403 when the scope does not reach it
   */
  Incident find(IncidentId id, Scope scope) {
    Incident incident = Incident.named(access.account(), id).orElseThrow(Problem::notFound);
    access.require(scope, Scope.INCIDENT_READ, incident.place());
    return incident;
  }

  /**
   * Locked; where it lies is looked at again, since it could be moved before.
   *
   * @throws Problem 404 when the caller may not know of it, 403 when the scope does not reach it,
   *     412 when he read another version
   */
  Incident hold(IncidentId id, Scope scope, @Nullable String ifMatch) {
    find(id, scope);
    Incident incident = Incident.locked(access.account(), id.uuid()).orElseThrow(Problem::notFound);
    access.require(scope, Scope.INCIDENT_READ, incident.place());
    EntityTag.require(ifMatch, incident.version);
    return incident;
  }

  /**
   * Takes the alarms back whose outages an incident is, before it is locked, as a look does it;
   * whatever is refused afterwards undoes this too.
   *
   * @return those monitors
   */
  List<MonitorId> silence(IncidentId id) {
    List<MonitorId> down = IncidentMonitor.down(access.account(), id.uuid());
    down.forEach(monitor -> judgement.silence(access.account(), monitor, clock.instant()));
    return down;
  }

  /** The states of all that these concern, before one of them is locked. */
  List<MonitorId> holdMonitors(Collection<UUID> incidents) {
    List<MonitorId> all = IncidentMonitor.ofAny(access.account(), incidents);
    all.forEach(monitor -> judgement.hold(access.account(), monitor));
    return all;
  }

  /** That nothing went down in it since then; it would ring no more. */
  static void requireNoMore(Incident incident, Collection<MonitorId> silenced) {
    if (!silenced.containsAll(IncidentMonitor.down(IncidentStory.account(incident), incident.id))) {
      throw busy();
    }
  }

  static Problem busy() {
    return Problem.of(
            ProblemType.CONFLICT, "Another monitor joined the incident just now; look again.")
        .with("Retry-After", "1");
  }

  static void requireOpen(Incident incident) {
    if (!incident.isOpen()) {
      throw Problem.of(ProblemType.CONFLICT, "The incident is resolved already.");
    }
  }

  /** What was merged is worked on where it went. */
  static void requireWhole(Incident incident) {
    UUID into = incident.mergedInto;
    if (into != null) {
      throw Problem.of(
          ProblemType.CONFLICT,
          "The incident was merged into " + new IncidentId(into).text() + "; work on that.");
    }
  }

  /** What of it the caller may see. */
  NewIncident.Seen seen(Incident incident) {
    return new NewIncident.Seen(
        monitors.visible(IncidentMonitor.ofAny(access.account(), List.of(incident.id))),
        components(incident));
  }

  private List<ComponentId> components(Incident incident) {
    return components(
        incident,
        components.visible(incident.componentIds.stream().map(ComponentId::new).toList()));
  }

  private static List<ComponentId> components(Incident incident, Set<ComponentId> visible) {
    return incident.componentIds.stream().map(ComponentId::new).filter(visible::contains).toList();
  }

  /** Of lists: without its story. */
  List<IncidentView> views(List<Incident> incidents) {
    if (incidents.isEmpty()) {
      return List.of();
    }
    Map<UUID, Set<MonitorId>> of =
        IncidentMonitor.ofAll(
            access.account().uuid(), incidents.stream().map(one -> one.id).toList(), MOST_LISTED);
    Set<MonitorId> visible =
        monitors.visible(of.values().stream().flatMap(Set::stream).distinct().toList());
    Set<ComponentId> parts =
        components.visible(
            incidents.stream()
                .flatMap(one -> one.componentIds.stream())
                .map(ComponentId::new)
                .distinct()
                .toList());
    return incidents.stream()
        .map(
            one ->
                IncidentView.of(
                    one,
                    new NewIncident.Seen(
                        of.getOrDefault(one.id, Set.of()).stream()
                            .filter(visible::contains)
                            .toList(),
                        components(one, parts)),
                    null,
                    clock.instant()))
        .toList();
  }

  /** Whoever reads an incident may not know of all that it is about. */
  Versioned view(Incident incident) {
    UUID account = incident.accountId;
    Incident.flush();
    List<Incident> parts =
        Incident.parts(account, List.of(incident.id)).stream()
            .filter(part -> access.caller().rights().allowsSome(Scope.INCIDENT_READ, part.place()))
            .toList();
    List<UUID> told = new ArrayList<>(List.of(incident.id));
    parts.forEach(part -> told.add(part.id));
    List<IncidentUpdate> updates = IncidentUpdate.ofAll(account, told);
    Set<MonitorId> affected =
        IncidentMonitor.ofAll(account, List.of(incident.id), MOST_SHOWN)
            .getOrDefault(incident.id, Set.of());
    Set<MonitorId> visible =
        monitors.visible(
            Stream.concat(
                    affected.stream(),
                    updates.stream()
                        .map(update -> update.monitorId)
                        .filter(Objects::nonNull)
                        .map(MonitorId::new))
                .distinct()
                .toList());
    IncidentView view =
        IncidentView.of(
            incident,
            new NewIncident.Seen(
                affected.stream().filter(visible::contains).toList(), components(incident)),
            new IncidentView.Story(
                parts.stream().map(part -> new IncidentId(part.id)).toList(),
                updates.stream()
                    .filter(
                        update ->
                            update.monitorId == null
                                || visible.contains(new MonitorId(update.monitorId)))
                    .toList()),
            clock.instant());
    return new Versioned(view, incident.version);
  }
}
