package dev.belfry.incident;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.access.Access;
import dev.belfry.access.grant.Place;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.people.MemberId;
import dev.belfry.incident.IncidentStory.Note;
import dev.belfry.incident.IncidentStory.Telling;
import dev.belfry.incident.IncidentUpdate.Said;
import dev.belfry.incident.Incidents.Versioned;
import dev.belfry.incident.page.ComponentId;
import dev.belfry.monitor.MonitorId;
import dev.belfry.platform.event.Change;
import dev.belfry.platform.event.Changes;
import dev.belfry.platform.id.TypeId;
import dev.belfry.platform.json.MergePatch;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import dev.belfry.platform.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How people open, change and delete incidents. */
@ApplicationScoped
@Transactional
class IncidentEdits {
  private static final int MOST_OPEN = 1_000;

  private final Access access;
  private final IncidentRules rules;
  private final IncidentReach reach;
  private final IncidentVerbs verbs;
  private final IncidentStory story;
  private final MergePatch mergePatch;
  private final Changes changes;
  private final InstantSource clock;

  IncidentEdits(
      Access access,
      IncidentRules rules,
      IncidentReach reach,
      IncidentVerbs verbs,
      IncidentStory story,
      MergePatch mergePatch,
      Changes changes,
      InstantSource clock) {
    this.access = access;
    this.rules = rules;
    this.reach = reach;
    this.verbs = verbs;
    this.story = story;
    this.mergePatch = mergePatch;
    this.changes = changes;
    this.clock = clock;
  }

  /**
   * @throws Problem 403 when the caller may not open any there, 409 when there are too many open
   */
  Versioned create(NewIncident wanted) {
    access.require(Scope.INCIDENT_CREATE, wanted.place());
    List<Violation> wrong = new ArrayList<>();
    if (wanted.status() == IncidentStatus.RESOLVED) {
      wrong.add(Violation.at("/status", "not_allowed", "must not be resolved yet"));
    }
    rules.requireNew(wanted, wrong);
    if (Incident.openByHand(access.account()) >= MOST_OPEN) {
      throw Problem.of(
          ProblemType.CONFLICT,
          "There are " + MOST_OPEN + " open incidents that people opened; resolve some first.");
    }
    Instant now = clock.instant();
    Incident incident = new Incident();
    incident.id = TypeId.next();
    incident.accountId = access.account().uuid();
    incident.origin = Origin.PERSON;
    incident.published = false;
    incident.status = Objects.requireNonNullElse(wanted.status(), IncidentStatus.INVESTIGATING);
    incident.impact = Objects.requireNonNullElse(wanted.impact(), Impact.MEDIUM);
    incident.startedAt = now;
    incident.createdAt = now;
    incident.updatedAt = now;
    put(incident, wanted);
    touch(incident, wanted, Set.of());
    move(incident, wanted);
    incident.persist();
    Incident.flush();
    wanted.wantedMonitors().forEach(one -> IncidentMonitor.named(incident, one.uuid(), now));
    String text = wanted.description() == null ? wanted.title() : wanted.description();
    story.open(
        incident,
        new Said(
            text,
            IncidentStory.author(access.actor()),
            access.caller().member().uuid(),
            false,
            incident.published,
            null),
        access.actor(),
        now);
    return reach.view(incident);
  }

  Versioned replace(IncidentId id, NewIncident wanted, @Nullable String ifMatch) {
    reach.find(id, Scope.INCIDENT_UPDATE);
    Set<MonitorId> locked = lock(id, wanted.status());
    Incident incident = reach.hold(id, Scope.INCIDENT_UPDATE, ifMatch);
    return change(incident, wanted, locked);
  }

  Versioned patch(IncidentId id, JsonNode patch, @Nullable String ifMatch) {
    reach.find(id, Scope.INCIDENT_UPDATE);
    Set<MonitorId> locked = lock(id, status(patch));
    Incident incident = reach.hold(id, Scope.INCIDENT_UPDATE, ifMatch);
    NewIncident current = NewIncident.of(incident, reach.seen(incident));
    NewIncident wanted = mergePatch.apply(current, patch, NewIncident.class);
    return wanted.equals(current) ? reach.view(incident) : change(incident, wanted, locked);
  }

  /** Monitors are locked before the incident; here only where their alarms may be at stake. */
  private Set<MonitorId> lock(IncidentId id, @Nullable IncidentStatus wanted) {
    if (wanted == null) {
      return Set.of();
    }
    return Set.copyOf(
        wanted == IncidentStatus.RESOLVED
            ? reach.silence(id)
            : reach.holdMonitors(List.of(id.uuid())));
  }

  private static @Nullable IncidentStatus status(JsonNode patch) {
    String word = patch.path("status").asText("").toUpperCase(Locale.ROOT);
    for (IncidentStatus status : IncidentStatus.values()) {
      if (status.name().equals(word)) {
        return status;
      }
    }
    return null;
  }

  private Versioned change(Incident incident, NewIncident wanted, Set<MonitorId> locked) {
    IncidentReach.requireWhole(incident);
    NewIncident.Seen seen = reach.seen(incident);
    Set<MonitorId> fixed =
        new HashSet<>(IncidentMonitor.outages(access.account(), List.of(incident.id)));
    NewIncident before = NewIncident.of(incident, seen);
    rules.require(incident, wanted, before, fixed);
    Instant now = clock.instant();
    put(incident, wanted);
    touch(incident, wanted, Set.copyOf(seen.components()));
    if (incident.isByHand()) {
      move(incident, wanted);
      affect(incident, wanted, Set.copyOf(seen.monitors()), now);
    } else if (!incident.title.equals(before.title())) {
      incident.titled = true;
    }
    if (wanted.impact() != null) {
      incident.impact = wanted.impact();
    }
    Incident.flush();
    List<Change> made =
        changes.between(before, NewIncident.of(incident, reach.seen(incident)), Set.of());
    if (!made.isEmpty()) {
      story.note(incident, new Note("incident.changed", made), access.actor(), now);
    }
    turn(incident, wanted.status(), locked, now);
    return reach.view(incident);
  }

  private static void put(Incident incident, NewIncident wanted) {
    incident.title = wanted.title();
    incident.description = wanted.description();
    if (wanted.isPublic() != null) {
      incident.published = wanted.isPublic();
    }
    MemberId assignee = wanted.assigneeId();
    incident.assigneeId = assignee == null ? null : assignee.uuid();
  }

  /** What the caller does not see stays as it is. */
  private static void touch(Incident incident, NewIncident wanted, Set<ComponentId> seen) {
    incident.componentIds =
        Stream.concat(
                incident.componentIds.stream().filter(one -> !seen.contains(new ComponentId(one))),
                wanted.wantedComponents().stream().map(ComponentId::uuid))
            .distinct()
            .toList();
  }

  private static void move(Incident incident, NewIncident wanted) {
    Place place = wanted.place();
    incident.categoryId = place.category();
    Set<UUID> in = place.groups();
    incident.groupIds = in == null ? List.of() : in.stream().sorted().toList();
  }

  /** What the caller does not see stays as it is. */
  private static void affect(
      Incident incident, NewIncident wanted, Set<MonitorId> seen, Instant now) {
    IncidentMonitor.leave(
        incident,
        seen.stream()
            .filter(one -> !wanted.wantedMonitors().contains(one))
            .map(MonitorId::uuid)
            .toList());
    wanted.wantedMonitors().stream()
        .filter(one -> !seen.contains(one))
        .forEach(one -> IncidentMonitor.named(incident, one.uuid(), now));
  }

  private void turn(
      Incident incident, @Nullable IncidentStatus status, Set<MonitorId> locked, Instant now) {
    if (status == null || status == incident.status) {
      return;
    }
    if (status == IncidentStatus.RESOLVED) {
      access.require(Scope.INCIDENT_RESOLVE, Scope.INCIDENT_READ, incident.place());
      IncidentReach.requireNoMore(incident, locked);
      verbs.resolve(incident, Telling.done("Resolved by hand.", access.actor()));
      return;
    }
    if (!incident.isOpen()) {
      access.require(Scope.INCIDENT_RESOLVE, Scope.INCIDENT_READ, incident.place());
      verbs.reopen(incident, List.copyOf(locked));
    }
    incident.status = status;
    String word = status.name().toLowerCase(Locale.ROOT);
    story.tell(
        incident, Telling.done("The status is now: " + word, access.actor()), access.actor(), now);
  }

  /**
   * @throws Problem 409 for one that a monitor opened, or into which others were merged
   */
  void delete(IncidentId id, @Nullable String ifMatch) {
    Incident incident = reach.hold(id, Scope.INCIDENT_DELETE, ifMatch);
    if (!incident.isByHand()) {
      throw Problem.of(
          ProblemType.CONFLICT, "A monitor opened this incident, so it stays; it can be resolved.");
    }
    if (!Incident.parts(incident.accountId, List.of(incident.id)).isEmpty()) {
      throw Problem.of(ProblemType.CONFLICT, "Others were merged into this incident, so it stays.");
    }
    Instant now = clock.instant();
    NewIncident before = NewIncident.of(incident, reach.seen(incident));
    if (incident.isOpen()) {
      verbs.resolve(incident, Telling.done("The incident was deleted.", access.actor()));
    }
    Note note = new Note("incident.deleted", changes.between(before, null, Set.of()));
    story.note(incident, note, access.actor(), now);
    Incident.flush();
    incident.delete();
  }
}
