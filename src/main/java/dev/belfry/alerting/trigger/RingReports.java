package dev.belfry.alerting.trigger;

import dev.belfry.access.Access;
import dev.belfry.alerting.book.Kept;
import dev.belfry.alerting.book.RuleBook;
import dev.belfry.alerting.escalation.EscalationId;
import dev.belfry.alerting.escalation.EscalationService;
import dev.belfry.alerting.escalation.NewEscalation;
import dev.belfry.alerting.trigger.Happening.Watched;
import dev.belfry.incident.IncidentId;
import dev.belfry.incident.record.IncidentRecords;
import dev.belfry.incident.record.IncidentRecords.Recorded;
import dev.belfry.monitor.MonitorService.Sight;
import dev.belfry.monitor.MonitorStatus;
import dev.belfry.notify.NoticeType;
import dev.belfry.platform.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who was told of an incident, who was not, and why. */
@ApplicationScoped
@Transactional
public class RingReports {
  private final Access access;
  private final RuleBook book;
  private final IncidentRecords incidents;
  private final Affected affected;

  RingReports(Access access, RuleBook book, IncidentRecords incidents, Affected affected) {
    this.access = access;
    this.book = book;
    this.incidents = incidents;
    this.affected = affected;
  }

  /**
   * @throws Problem 404 when the caller may not read the incident
   */
  public RingViews.Told told(IncidentId id) {
    Recorded incident = incidents.require(id);
    Map<UUID, Kept<NewTrigger>> seen = seen();
    List<Ring> rings = rings(id, seen);
    List<RingViews.RingView> views =
        new ArrayList<>(rings.stream().map(RingViews.RingView::of).toList());
    Set<UUID> recorded = rings.stream().map(ring -> ring.triggerId).collect(Collectors.toSet());
    List<Sight> sights = affected.of(access.account(), id);
    seen.values().stream()
        .filter(trigger -> !recorded.contains(trigger.id()))
        .map(trigger -> why(trigger, incident, sights))
        .forEach(views::add);
    return new RingViews.Told(id, views);
  }

  /** Of triggers that the caller may see. */
  private List<Ring> rings(IncidentId id, Map<UUID, Kept<NewTrigger>> seen) {
    return Ring.ofIncident(access.account(), id.uuid()).stream()
        .filter(ring -> seen.containsKey(ring.triggerId))
        .toList();
  }

  private Map<UUID, Kept<NewTrigger>> seen() {
    return book.seen(TriggerService.KIND).stream()
        .collect(Collectors.toMap(Kept::id, Function.identity()));
  }

  private static RingViews.RingView why(
      Kept<NewTrigger> trigger, Recorded incident, List<Sight> sights) {
    TriggerId id = new TriggerId(trigger.id());
    String name = trigger.name();
    if (!trigger.enabled()) {
      return RingViews.RingView.not(id, name, Ring.DISABLED, null);
    }
    Optional<String> condition = condition(trigger, incident, sights);
    if (condition.isPresent()) {
      return RingViews.RingView.not(id, name, "not_matched", condition.get());
    }
    return RingViews.RingView.not(
        id, name, trigger.reaches(incident.place()) ? "later" : "out_of_reach", null);
  }

  /** Of the news that an incident is: the first condition that none of them meets. */
  private static Optional<String> condition(
      Kept<NewTrigger> trigger, Recorded incident, List<Sight> sights) {
    boolean byHand = incident.monitor() == null;
    List<Watched> watched =
        sights.stream()
            .map(sight -> byHand ? Watched.of(sight) : Watched.of(sight, MonitorStatus.DOWN))
            .toList();
    List<String> types =
        byHand
            ? List.of(NoticeType.INCIDENT_CREATED)
            : List.of(NoticeType.INCIDENT_CREATED, NoticeType.MONITOR_DOWN);
    List<Optional<String>> refusals =
        types.stream()
            .map(
                type ->
                    new Happening(type, incident.place(), watched, incident.impact(), null)
                        .within(trigger::reaches))
            .map(happening -> Matching.refusal(trigger.body().selector(), happening))
            .toList();
    return refusals.stream().anyMatch(Optional::isEmpty)
        ? Optional.empty()
        : refusals.stream()
            .map(Optional::orElseThrow)
            .filter(refusal -> !refusal.equals("events"))
            .findFirst()
            .or(() -> Optional.of("events"));
  }

  /**
   * @throws Problem 404 when the caller may not read the incident
   */
  public RingViews.Escalations escalations(IncidentId id) {
    incidents.require(id);
    Map<UUID, Kept<NewTrigger>> seen = seen();
    return new RingViews.Escalations(
        id,
        rings(id, seen).stream()
            .map(ring -> state(ring, Objects.requireNonNull(seen.get(ring.triggerId)).body()))
            .flatMap(Optional::stream)
            .toList());
  }

  private Optional<RingViews.EscalationState> state(Ring ring, NewTrigger trigger) {
    EscalationId escalates = trigger.escalationId();
    if (escalates == null) {
      return Optional.empty();
    }
    UUID id = escalates.uuid();
    return Optional.ofNullable(
            book.named(EscalationService.KIND, access.account(), List.of(id)).get(id))
        .map(
            kept -> {
              NewEscalation escalation = kept.body();
              Timetable.Entry last = last(ring, trigger, escalation);
              return new RingViews.EscalationState(
                  new TriggerId(ring.triggerId),
                  escalates,
                  kept.name(),
                  progress(ring),
                  last == null ? 0 : last.step() + 1,
                  escalation.steps().size(),
                  last == null ? 1 : last.round(),
                  ring.dueAt);
            });
  }

  /** The step that was rung last; null before the first. */
  private static Timetable.@Nullable Entry last(
      Ring ring, NewTrigger trigger, NewEscalation escalation) {
    List<Timetable.Entry> entries = Timetable.of(trigger, escalation, ring.lasting).entries();
    Timetable.Entry last = null;
    for (int i = 0; i < Math.min(ring.position, entries.size()); i++) {
      last = entries.get(i).escalates() ? entries.get(i) : last;
    }
    return last;
  }

  private static RingViews.State progress(Ring ring) {
    if (ring.acknowledgedAt != null) {
      return RingViews.State.ACKNOWLEDGED;
    }
    if (ring.endedAt != null) {
      return RingViews.State.OVER;
    }
    return ring.dueAt == null ? RingViews.State.EXHAUSTED : RingViews.State.RUNNING;
  }
}
