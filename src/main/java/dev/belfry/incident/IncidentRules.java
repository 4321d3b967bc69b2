package dev.belfry.incident;

import dev.belfry.access.Access;
import dev.belfry.access.grant.Place;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.people.MemberId;
import dev.belfry.access.people.Standings;
import dev.belfry.account.category.Categories;
import dev.belfry.account.group.Groups;
import dev.belfry.incident.page.ComponentId;
import dev.belfry.incident.page.Components;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.MonitorService;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a person may make of an incident. In the caller's transaction. */
@ApplicationScoped
class IncidentRules {
  private static final String GROUPS = "/group_ids";

  private final Access access;
  private final Categories categories;
  private final Groups groups;
  private final MonitorService monitors;
  private final Standings standings;
  private final Components components;

  IncidentRules(
      Access access,
      Categories categories,
      Groups groups,
      MonitorService monitors,
      Standings standings,
      Components components) {
    this.access = access;
    this.categories = categories;
    this.groups = groups;
    this.monitors = monitors;
    this.standings = standings;
    this.components = components;
  }

  /**
   * @param wrong what was found before
   * @throws Problem 422 naming all of that, and all that is not there for the caller
   */
  void requireNew(NewIncident wanted, List<Violation> wrong) {
    requireKnown(
        wanted, new Kept(Set.of(), Set.of(), Set.of(), null), Scope.INCIDENT_CREATE, wrong);
  }

  /**
   * @param fixed monitors whose outages it is
   * @throws Problem 403 where the caller may not put it there, 422 naming all that is wrong
   */
  void require(Incident incident, NewIncident wanted, NewIncident before, Set<MonitorId> fixed) {
    List<Violation> wrong = new ArrayList<>();
    if (!incident.isByHand()) {
      fixed(
          wrong,
          "/affected",
          wanted.affected() == null || wanted.wantedMonitors().equals(before.wantedMonitors()));
      fixed(
          wrong,
          "/category_id",
          wanted.categoryId() == null || wanted.categoryId().equals(before.categoryId()));
      fixed(
          wrong,
          GROUPS,
          wanted.groupIds() == null
              || Set.copyOf(wanted.wantedGroups()).equals(Set.copyOf(before.wantedGroups())));
    }
    Place place = incident.isByHand() ? wanted.place() : incident.place();
    access.require(Scope.INCIDENT_UPDATE, place);
    if (incident.isByHand()) {
      boolean leaves =
          before.wantedMonitors().stream()
              .anyMatch(one -> fixed.contains(one) && !wanted.wantedMonitors().contains(one));
      if (leaves) {
        wrong.add(
            Violation.at(
                "/affected", "read_only", "leaves out a monitor whose outage was merged into it"));
      }
    }
    Kept kept =
        new Kept(
            before.wantedMonitors(),
            Set.copyOf(before.wantedComponents()),
            Set.copyOf(incident.groupIds),
            incident.assigneeId);
    requireKnown(
        incident.isByHand() ? wanted : bare(wanted, before), kept, Scope.INCIDENT_UPDATE, wrong);
  }

  /** What can be changed of one that a monitor opened, and the rest as it is. */
  private static NewIncident bare(NewIncident wanted, NewIncident before) {
    return new NewIncident(
        wanted.title(),
        wanted.description(),
        wanted.status(),
        wanted.impact(),
        before.affected(),
        wanted.componentIds(),
        before.categoryId(),
        before.groupIds(),
        wanted.assigneeId(),
        wanted.isPublic());
  }

  private static void fixed(List<Violation> wrong, String pointer, boolean same) {
    if (!same) {
      wrong.add(
          Violation.at(pointer, "read_only", "follows from the monitors that opened the incident"));
    }
  }

  /** What it has already, which need not be asked for again. */
  private record Kept(
      Set<MonitorId> monitors,
      Set<ComponentId> components,
      Set<UUID> groups,
      @Nullable UUID assignee) {}

  private void requireKnown(NewIncident wanted, Kept kept, Scope scope, List<Violation> wrong) {
    List<MonitorId> named = wanted.affected() == null ? List.of() : wanted.affected();
    Set<MonitorId> visible = monitors.visible(named);
    for (int i = 0; i < named.size(); i++) {
      if (!visible.contains(named.get(i)) && !kept.monitors().contains(named.get(i))) {
        wrong.add(Violation.at("/affected/" + i, "unknown", "is no monitor that you see"));
      }
    }
    List<ComponentId> parts = wanted.wantedComponents();
    Set<ComponentId> known = components.visible(parts);
    for (int i = 0; i < parts.size(); i++) {
      if (!known.contains(parts.get(i)) && !kept.components().contains(parts.get(i))) {
        wrong.add(Violation.at("/component_ids/" + i, "unknown", "is no component that you see"));
      }
    }
    collect(wrong, () -> categories.requireExisting(wanted.categoryId(), "/category_id"));
    collect(wrong, () -> groups.requireKnown(wanted.wantedGroups(), kept.groups(), scope, GROUPS));
    MemberId assignee = wanted.assigneeId();
    if (assignee != null
        && !assignee.uuid().equals(kept.assignee())
        && !mayRead(assignee, wanted.place())) {
      wrong.add(
          Violation.at("/assignee_id", "unknown", "is no member of this account who may read it"));
    }
    if (!wrong.isEmpty()) {
      throw Problem.invalid(wrong);
    }
  }

  private boolean mayRead(MemberId member, Place place) {
    return standings.rights(access.account(), member, null).allowsSome(Scope.INCIDENT_READ, place);
  }

  private static void collect(List<Violation> wrong, Runnable asking) {
    try {
      asking.run();
    } catch (Problem problem) {
      wrong.addAll(problem.errors());
    }
  }
}
