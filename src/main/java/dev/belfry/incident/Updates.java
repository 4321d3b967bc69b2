package dev.belfry.incident;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.belfry.access.Access;
import dev.belfry.access.grant.Scope;
import dev.belfry.incident.IncidentStory.Note;
import dev.belfry.incident.IncidentStory.Telling;
import dev.belfry.incident.IncidentUpdate.Said;
import dev.belfry.incident.Incidents.Versioned;
import dev.belfry.monitor.MonitorId;
import dev.belfry.platform.event.Changes;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What people write of incidents: news while they go on, and what was learnt. */
@ApplicationScoped
@Transactional
class Updates {
  private static final ProblemType NOT_THE_AUTHOR =
      new ProblemType("not_the_author", 403, "Somebody else wrote this");

  private final Access access;
  private final IncidentReach reach;
  private final IncidentStory story;
  private final Changes changes;
  private final InstantSource clock;

  Updates(
      Access access,
      IncidentReach reach,
      IncidentStory story,
      Changes changes,
      InstantSource clock) {
    this.access = access;
    this.reach = reach;
    this.story = story;
    this.changes = changes;
    this.clock = clock;
  }

  /**
   * News of an incident.
   *
   * @param message Markdown
   * @param status the state from now on; absent leaves it as it is
   * @param notifySubscribers whether subscribers of status pages are told; then it is public too
   * @param isPublic whether status pages show it
   */
  @RegisterForReflection
  record NewUpdate(
      @NotBlank @Size(max = 10_000) String message,
      @Nullable IncidentStatus status,
      @Nullable Boolean notifySubscribers,
      @JsonProperty("public") @Nullable Boolean isPublic) {

    boolean notifies() {
      return Boolean.TRUE.equals(notifySubscribers);
    }

    boolean published() {
      return notifies() || Boolean.TRUE.equals(isPublic);
    }

    /**
     * What an author may change of it later.
     *
     * @param message Markdown; absent stays
     * @param isPublic whether status pages show it; absent stays
     */
    @RegisterForReflection
    @Schema(name = "IncidentUpdateEdit")
    record Edit(
        @NotBlank @Size(max = 10_000) String message,
        @JsonProperty("public") @Nullable Boolean isPublic) {}
  }

  /**
   * What was learnt from an incident.
   *
   * @param text Markdown
   * @param isPublic whether status pages show it once the incident is resolved; default false
   */
  @RegisterForReflection
  @Schema(name = "NewPostmortem")
  record Postmortem(
      @NotBlank @Size(max = 50_000) String text,
      @JsonProperty("public") @Nullable Boolean isPublic) {}

  /**
   * @throws Problem 409 when it is resolved already, part of another, or full; 403 when the update
   *     resolves it and the caller may not
   */
  Versioned tell(IncidentId id, NewUpdate wanted) {
    if (wanted.notifies() && Boolean.FALSE.equals(wanted.isPublic())) {
      throw Problem.invalid(
          "/public", "not_allowed", "cannot be false of what subscribers of status pages are told");
    }
    boolean resolves = wanted.status() == IncidentStatus.RESOLVED;
    reach.find(id, Scope.INCIDENT_UPDATE);
    List<MonitorId> silenced = resolves ? reach.silence(id) : List.of();
    Incident incident = reach.hold(id, Scope.INCIDENT_UPDATE, null);
    if (resolves) {
      access.require(Scope.INCIDENT_RESOLVE, Scope.INCIDENT_READ, incident.place());
    }
    IncidentReach.requireOpen(incident);
    IncidentReach.requireWhole(incident);
    requireRoom(incident, resolves);
    Instant now = clock.instant();
    Telling telling = new Telling(said(wanted), wanted.message(), wanted.notifies());
    if (resolves) {
      IncidentReach.requireNoMore(incident, silenced);
      story.resolve(incident, telling, access.actor(), now);
    } else {
      if (wanted.status() != null) {
        incident.status = wanted.status();
      }
      story.tell(incident, telling, access.actor(), now);
    }
    return reach.view(incident);
  }

  private Said said(NewUpdate wanted) {
    return new Said(
        wanted.message(),
        IncidentStory.author(access.actor()),
        access.caller().member().uuid(),
        false,
        wanted.published(),
        null);
  }

  private static void requireRoom(Incident incident, boolean last) {
    if (!last && IncidentUpdate.number(incident) >= IncidentStory.MOST_UPDATES) {
      throw Problem.of(
          ProblemType.CONFLICT,
          "An incident takes " + IncidentStory.MOST_UPDATES + " updates; go on in another one.");
    }
  }

  /**
   * Its author says it otherwise; that he did is shown.
   *
   * @throws Problem 403 to anybody else, 409 for one that was deleted
   */
  Versioned edit(IncidentId id, UpdateId update, NewUpdate.Edit wanted) {
    Incident incident = reach.hold(id, Scope.INCIDENT_UPDATE, null);
    IncidentUpdate line = own(incident, update);
    Instant now = clock.instant();
    NewUpdate.Edit before = new NewUpdate.Edit(line.message, line.published);
    line.message = wanted.message();
    line.published = wanted.isPublic() == null ? line.published : wanted.isPublic();
    line.editedAt = now;
    NewUpdate.Edit after = new NewUpdate.Edit(line.message, line.published);
    story.note(
        incident,
        new Note("incident.update_edited", changes.between(before, after, Set.of())),
        access.actor(),
        now);
    return reach.view(incident);
  }

  /**
   * Its author takes it back; that there was one is shown.
   *
   * @throws Problem 403 to anybody else, 409 for one that was deleted
   */
  void delete(IncidentId id, UpdateId update) {
    Incident incident = reach.hold(id, Scope.INCIDENT_UPDATE, null);
    IncidentUpdate line = own(incident, update);
    Instant now = clock.instant();
    NewUpdate.Edit before = new NewUpdate.Edit(line.message, line.published);
    line.message = "";
    line.published = false;
    line.deletedAt = now;
    story.note(
        incident,
        new Note("incident.update_deleted", changes.between(before, null, Set.of())),
        access.actor(),
        now);
  }

  private IncidentUpdate own(Incident incident, UpdateId id) {
    IncidentUpdate line = IncidentUpdate.locked(incident, id).orElseThrow(Problem::notFound);
    if (line.monitorId != null) {
      throw Problem.notFound();
    }
    if (!access.caller().member().uuid().equals(line.authorId)) {
      throw Problem.of(
          NOT_THE_AUTHOR, "Only whoever wrote an update changes it; write another one.");
    }
    if (line.deletedAt != null) {
      throw Problem.of(ProblemType.CONFLICT, "The update was deleted.");
    }
    return line;
  }

  Versioned write(IncidentId id, Postmortem wanted, @Nullable String ifMatch) {
    Incident incident = reach.hold(id, Scope.INCIDENT_UPDATE, ifMatch);
    Instant now = clock.instant();
    Postmortem before = postmortem(incident);
    incident.postmortem = wanted.text();
    incident.postmortemPublic = Boolean.TRUE.equals(wanted.isPublic());
    incident.postmortemBy = IncidentStory.author(access.actor());
    incident.postmortemAt = now;
    story.note(
        incident,
        new Note(
            "incident.postmortem_written", changes.between(before, postmortem(incident), Set.of())),
        access.actor(),
        now);
    return reach.view(incident);
  }

  /**
   * @throws Problem 404 where there is none
   */
  void erase(IncidentId id) {
    Incident incident = reach.hold(id, Scope.INCIDENT_UPDATE, null);
    Postmortem before = postmortem(incident);
    if (before == null) {
      throw Problem.notFound();
    }
    incident.postmortem = null;
    incident.postmortemPublic = false;
    incident.postmortemBy = null;
    incident.postmortemAt = null;
    story.note(
        incident,
        new Note("incident.postmortem_deleted", changes.between(before, null, Set.of())),
        access.actor(),
        clock.instant());
  }

  private static @Nullable Postmortem postmortem(Incident incident) {
    return incident.postmortem == null
        ? null
        : new Postmortem(incident.postmortem, incident.postmortemPublic);
  }
}
