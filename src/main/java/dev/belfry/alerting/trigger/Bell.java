package dev.belfry.alerting.trigger;

import dev.belfry.alerting.Told;
import dev.belfry.alerting.book.Kept;
import dev.belfry.alerting.book.RuleBook;
import dev.belfry.monitor.MonitorChanged;
import dev.belfry.monitor.MonitorDeleted;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.MonitorService;
import dev.belfry.notify.Notice;
import dev.belfry.notify.NoticeType;
import dev.belfry.notify.PostOffice;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.id.TypeId;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Hears what happens and asks the triggers; in the transaction of what happened. */
@ApplicationScoped
class Bell {
  /** After all that is told of an incident which ends by the same event. */
  private static final int LAST = Interceptor.Priority.APPLICATION + 2_000;

  static final String ACKNOWLEDGED = "incident.acknowledged";
  private static final String UNACKNOWLEDGED = "incident.unacknowledged";
  private static final Set<String> DONE =
      Set.of(ACKNOWLEDGED, UNACKNOWLEDGED, "incident.merged", "incident.deleted");

  private final RuleBook book;
  private final MonitorService monitors;
  private final Affected affected;
  private final Ringer ringer;
  private final PostOffice post;
  private final InstantSource clock;

  Bell(
      RuleBook book,
      MonitorService monitors,
      Affected affected,
      Ringer ringer,
      PostOffice post,
      InstantSource clock) {
    this.book = book;
    this.affected = affected;
    this.monitors = monitors;
    this.ringer = ringer;
    this.post = post;
    this.clock = clock;
  }

  void told(@Observes Told told) {
    Notice notice = told.notice();
    if (notice.about() != null) {
      end(told, notice.about());
    }
    List<Kept<NewTrigger>> listening =
        book.listening(TriggerService.KIND, notice.account(), notice.type());
    if (!listening.isEmpty()) {
      Happening happening = Happening.of(told, sights(told));
      listening.forEach(trigger -> ask(trigger, told, happening));
    }
  }

  /** News were sent about it before, so we have our turn already. */
  private void end(Told told, UUID about) {
    Notice notice = told.notice();
    Set<String> ended = Happening.endedBy(notice.type());
    boolean resolved = notice.type().equals(NoticeType.INCIDENT_RESOLVED);
    if (ended.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    for (Ring ring : Ring.openAbout(notice.account(), about)) {
      if (ended.contains(ring.type) || (resolved && isOverByHand(ring, told))) {
        ringer.over(ring, notice, now);
      }
    }
  }

  /** Where no look has found it good, which tells by itself. */
  private static boolean isOverByHand(Ring ring, Told told) {
    return told.cause().actor().kind() != Actor.Kind.SYSTEM
        && told.incident() != null
        && told.incident().id().uuid().equals(ring.incidentId);
  }

  private void ask(Kept<NewTrigger> trigger, Told told, Happening happening) {
    Notice notice = told.notice();
    NewTrigger.On on = trigger.body().selector();
    boolean tellsTheEnd = Happening.endedBy(notice.type()).stream().anyMatch(on.wanted()::contains);
    if (tellsTheEnd
        || Matching.refusal(on, happening.within(trigger::reaches)).isPresent()
        || !trigger.reaches(notice.place())
        || (happening.lasts() && Ring.isOpen(notice.account(), trigger.id(), notice))) {
      return;
    }
    Ring ring = begin(trigger, told, happening);
    Instant now = clock.instant();
    if (book.stands(notice.account(), trigger, TriggerRules.sees(on.wanted()))) {
      ringer.ring(ring, trigger.body(), now);
    } else {
      ring.end(Ring.OWNER_LOST_RIGHT, now);
    }
    ring.persist();
  }

  private Ring begin(Kept<NewTrigger> trigger, Told told, Happening happening) {
    Notice notice = told.notice();
    Ring ring = new Ring();
    ring.id = TypeId.next();
    ring.accountId = notice.account().uuid();
    ring.triggerId = trigger.id();
    ring.triggerName = trigger.name();
    ring.type = notice.type();
    ring.lasting = happening.lasts();
    ring.about = notice.about();
    ring.incidentId =
        told.incident() == null || (told.incident().resolvedAt() != null && happening.lasts())
            ? null
            : told.incident().id().uuid();
    ring.categoryId = notice.place().category();
    Set<UUID> groups = notice.place().groups();
    ring.groupIds = groups == null ? null : List.copyOf(groups);
    ring.data = notice.data();
    ring.happenedAt = notice.at();
    ring.endpoints = List.of();
    ring.createdAt = clock.instant();
    return ring;
  }

  private List<MonitorService.Sight> sights(Told told) {
    AccountId account = told.notice().account();
    if (told.monitor() != null) {
      return monitors.sights(account, List.of(told.monitor().id()));
    }
    return told.incident() == null ? List.of() : affected.of(account, told.incident().id());
  }

  /** What is done to an incident that is no news. */
  void done(@Observes DomainEvent event) {
    String id = event.subject().id();
    if (id != null && DONE.contains(event.action())) {
      UUID incident = TypeId.parse("inc", id).orElseThrow();
      Ring.subjects(event.account(), incident).forEach(about -> done(event, about, incident));
    }
  }

  /**
   * Acknowledged: nobody is rung any more by what was to come; of its end those are told who were
   * rung. Taken back: what has come due meanwhile rings.
   */
  private void done(DomainEvent event, UUID about, UUID incident) {
    post.awaitTurn(about);
    Instant now = clock.instant();
    for (Ring ring : Ring.openAbout(event.account(), about)) {
      if (incident.equals(ring.incidentId)) {
        switch (event.action()) {
          case ACKNOWLEDGED -> ring.acknowledged(now);
          case UNACKNOWLEDGED -> ring.goesOn(now);
          default -> ring.end(Ring.OVER_BEFORE, now);
        }
      }
    }
  }

  /** Nobody looks any more, so nobody would ever find it good. */
  void paused(@Observes @Priority(LAST) MonitorChanged event) {
    if (event.action().equals("monitor.paused") && event.subject().id() != null) {
      forget(event.account(), MonitorId.fromString(event.subject().id()));
    }
  }

  void deleted(@Observes @Priority(LAST) MonitorDeleted event) {
    forget(event.account(), event.monitor());
  }

  private void forget(AccountId account, MonitorId monitor) {
    post.awaitTurn(monitor.uuid());
    Instant now = clock.instant();
    Ring.openAbout(account, monitor.uuid()).forEach(ring -> ring.end(Ring.OVER_BEFORE, now));
  }
}
