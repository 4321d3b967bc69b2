package dev.belfry.incident;

import dev.belfry.incident.IncidentUpdate.Said;
import dev.belfry.incident.grouping.GroupKeys;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.Change;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can happen to an incident, whoever makes it happen; always in the caller's transaction. */
@ApplicationScoped
class IncidentStory {
  /** Beyond so many, a story keeps only its end. */
  static final int MOST_UPDATES = 500;

  private final Event<IncidentOpened> opened;
  private final Event<IncidentUpdated> updated;
  private final Event<IncidentResolved> resolved;
  private final Event<IncidentChanged> changed;

  IncidentStory(
      Event<IncidentOpened> opened,
      Event<IncidentUpdated> updated,
      Event<IncidentResolved> resolved,
      Event<IncidentChanged> changed) {
    this.opened = opened;
    this.updated = updated;
    this.resolved = resolved;
    this.changed = changed;
  }

  /**
   * What is told.
   *
   * @param said what the story keeps of it
   * @param told what others hear; not always what the story keeps
   * @param notifySubscribers whether subscribers of status pages hear it
   */
  record Telling(Said said, String told, boolean notifySubscribers) {
    static Telling automatic(String message) {
      return new Telling(Said.automatic(message), message, true);
    }

    /** That somebody did something: the name stays with those who read the story. */
    static Telling done(String message, Actor actor) {
      return new Telling(Said.done(message, author(actor)), message, true);
    }
  }

  static @Nullable String author(Actor actor) {
    return actor.kind() == Actor.Kind.SYSTEM ? null : actor.name();
  }

  /** The row is there already, and all else that belongs to it. */
  void open(Incident incident, Said said, Actor actor, Instant at) {
    incident.persist();
    IncidentUpdate.of(incident, said, at).persist();
    opened.fire(
        new IncidentOpened(
            account(incident), actor, at, IncidentBrief.of(incident), said.message()));
  }

  void tell(Incident incident, Telling telling, Actor actor, Instant at) {
    incident.updatedAt = at;
    if (IncidentUpdate.number(incident) < MOST_UPDATES) {
      IncidentUpdate.of(incident, telling.said(), at).persist();
    }
    updated.fire(
        new IncidentUpdated(
            account(incident),
            actor,
            at,
            IncidentBrief.of(incident),
            telling.told(),
            telling.notifySubscribers()));
  }

  /** With all that was merged into it. */
  void resolve(Incident incident, Telling telling, Actor actor, Instant at) {
    resolveOne(incident, telling, actor, at);
    for (Incident part : Incident.openParts(incident)) {
      String message = "Resolved together with the incident into which it was merged.";
      resolveOne(part, new Telling(Said.done(message, author(actor)), message, false), actor, at);
    }
  }

  private void resolveOne(Incident incident, Telling telling, Actor actor, Instant at) {
    incident.status = IncidentStatus.RESOLVED;
    incident.resolvedAt = at;
    incident.updatedAt = at;
    IncidentUpdate.of(incident, telling.said(), at).persist();
    IncidentMonitor.allRose(incident);
    GroupKeys.forget(account(incident), incident.id);
    resolved.fire(
        new IncidentResolved(
            account(incident),
            actor,
            at,
            IncidentBrief.of(incident),
            telling.told(),
            telling.notifySubscribers()));
  }

  /** For the log book, and for whoever waits for somebody to take it on. */
  void note(Incident incident, String action, Actor actor, Instant at) {
    note(incident, new Note(action, List.of()), actor, at);
  }

  /** What was done, and what it changed. */
  record Note(String action, List<Change> changes) {}

  void note(Incident incident, Note note, Actor actor, Instant at) {
    incident.updatedAt = at;
    changed.fire(
        new IncidentChanged(
            account(incident),
            actor,
            at,
            IncidentBrief.of(incident),
            note.action(),
            note.changes()));
  }

  static AccountId account(Incident incident) {
    return new AccountId(incident.accountId);
  }
}
