package dev.belfry.incident;

import dev.belfry.access.Access;
import dev.belfry.access.grant.Rights;
import dev.belfry.access.grant.Scope;
import dev.belfry.incident.IncidentStory.Telling;
import dev.belfry.incident.Incidents.Versioned;
import dev.belfry.incident.grouping.GroupKeys;
import dev.belfry.monitor.MonitorId;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.Violation;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Makes several incidents one. The others become parts of it: what they concern and tell comes
 * along, it is as bad as the worst of them, and they are resolved with it.
 */
@ApplicationScoped
@Transactional
class Merging {
  private static final int MOST_PARTS = 100;
  private static final String POINTER = "/incident_ids/";

  private final Access access;
  private final IncidentReach reach;
  private final IncidentStory story;
  private final InstantSource clock;

  Merging(Access access, IncidentReach reach, IncidentStory story, InstantSource clock) {
    this.access = access;
    this.reach = reach;
    this.story = story;
    this.clock = clock;
  }

  /** Which incidents become parts of this one. */
  @RegisterForReflection
  @Schema(name = "IncidentMerge")
  record Parts(@NotNull @Size(min = 1, max = 50) List<@NotNull IncidentId> incidentIds) {}

  /**
   * Monitors are locked first, then all of the incidents in the order of their ids.
   *
   * @throws Problem 404 or 403 for an incident that the caller may not change; 409 when this one is
   *     resolved or a part itself; 422 naming each that is not there, is resolved, or is a part
   */
  Versioned merge(IncidentId id, Parts wanted) {
    List<UUID> ids = wanted.incidentIds().stream().map(IncidentId::uuid).distinct().toList();
    TreeSet<UUID> all = new TreeSet<>(ids);
    all.add(id.uuid());
    requireAll(id, wanted.incidentIds());
    List<MonitorId> held = reach.holdMonitors(all);
    Map<UUID, Incident> incidents = new HashMap<>();
    for (UUID one : all) {
      incidents.put(one, reach.hold(new IncidentId(one), Scope.INCIDENT_UPDATE, null));
    }
    if (!held.containsAll(IncidentMonitor.ofAny(access.account(), all))) {
      throw IncidentReach.busy();
    }
    Incident into = incidents.get(id.uuid());
    if (into == null) {
      throw Problem.notFound();
    }
    IncidentReach.requireOpen(into);
    IncidentReach.requireWhole(into);
    requireMergeable(id, wanted.incidentIds(), incidents);
    Instant now = clock.instant();
    for (UUID one : ids) {
      Incident part = incidents.get(one);
      if (part != null) {
        merge(part, into, now);
      }
    }
    requireBounded(into);
    return reach.view(into);
  }

  private void merge(Incident part, Incident into, Instant now) {
    AccountId account = access.account();
    Actor actor = access.actor();
    part.mergedInto = into.id;
    Incident.flush();
    Incident.moveParts(account, part.id, into.id);
    IncidentMonitor.move(part, into, now);
    GroupKeys.move(account, part.id, into.id);
    into.componentIds =
        Stream.concat(into.componentIds.stream(), part.componentIds.stream()).distinct().toList();
    if (part.impact.compareTo(into.impact) > 0) {
      into.impact = part.impact;
    }
    into.outageAt = later(into.outageAt, part.outageAt);
    boolean together = part.place().equals(into.place());
    story.tell(
        into,
        Telling.done(
            together ? "Merged with: " + part.title : "Merged with another incident.", actor),
        actor,
        now);
    story.note(part, "incident.merged", actor, now);
  }

  /** Before anything is locked: each is there for the caller, who may change it. */
  private void requireAll(IncidentId id, List<IncidentId> others) {
    reach.find(id, Scope.INCIDENT_UPDATE);
    List<Violation> wrong = new ArrayList<>();
    for (int i = 0; i < others.size(); i++) {
      Incident other = Incident.named(access.account(), others.get(i)).orElse(null);
      if (other == null || !isKnown(other)) {
        wrong.add(Violation.at(POINTER + i, "unknown", "is no incident that you see"));
      } else {
        access.require(Scope.INCIDENT_UPDATE, Scope.INCIDENT_READ, other.place());
      }
    }
    if (!wrong.isEmpty()) {
      throw Problem.invalid(wrong);
    }
  }

  private boolean isKnown(Incident incident) {
    Rights rights = access.caller().rights();
    return rights.allowsSome(Scope.INCIDENT_READ, incident.place())
        || rights.allows(Scope.INCIDENT_UPDATE, incident.place());
  }

  private static void requireMergeable(
      IncidentId into, List<IncidentId> others, Map<UUID, Incident> incidents) {
    List<Violation> wrong = new ArrayList<>();
    for (int i = 0; i < others.size(); i++) {
      Incident other = incidents.get(others.get(i).uuid());
      if (others.get(i).equals(into)) {
        wrong.add(Violation.at(POINTER + i, "cycle", "is this incident itself"));
      } else if (other != null && other.mergedInto != null) {
        wrong.add(Violation.at(POINTER + i, "merged", "is part of an incident already"));
      } else if (other != null && !other.isOpen()) {
        wrong.add(Violation.at(POINTER + i, "resolved", "is resolved already"));
      }
    }
    if (!wrong.isEmpty()) {
      throw Problem.invalid(wrong);
    }
  }

  private void requireBounded(Incident into) {
    Incident.flush();
    int parts = Incident.parts(into.accountId, List.of(into.id)).size();
    if (parts > MOST_PARTS) {
      throw Problem.invalid(
          "/incident_ids", "too_many", "at most " + MOST_PARTS + " can be parts of one");
    }
  }

  private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isAfter(other) ? one : other;
  }
}
