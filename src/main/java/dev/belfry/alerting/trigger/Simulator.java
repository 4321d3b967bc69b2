package dev.belfry.alerting.trigger;

import dev.belfry.access.Access;
import dev.belfry.access.grant.Pair;
import dev.belfry.alerting.book.RuleBook;
import dev.belfry.alerting.escalation.NewEscalation;
import dev.belfry.alerting.trigger.Happening.Watched;
import dev.belfry.incident.IncidentId;
import dev.belfry.incident.record.IncidentRecords;
import dev.belfry.incident.record.IncidentRecords.Recorded;
import dev.belfry.monitor.MonitorService.Sight;
import dev.belfry.monitor.MonitorStatus;
import dev.belfry.notify.Endpoint;
import dev.belfry.notify.NoticeType;
import dev.belfry.platform.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Replays recorded incidents through a trigger that is not kept; changes nothing. */
@ApplicationScoped
@Transactional
public class Simulator {
  static final int MOST_RINGS = 1_000;
  private static final int MOST_INCIDENTS = 5_000;
  private static final Duration LONGEST = Duration.ofDays(31);

  /** What incidents tell by their beginning and end. */
  private static final Set<String> REPLAYED =
      Set.of(
          NoticeType.MONITOR_DOWN,
          NoticeType.MONITOR_UP,
          NoticeType.INCIDENT_CREATED,
          NoticeType.INCIDENT_RESOLVED);

  private final Access access;
  private final RuleBook book;
  private final TriggerRules rules;
  private final Ringer ringer;
  private final IncidentRecords incidents;
  private final Affected affected;
  private final InstantSource clock;

  Simulator(
      Access access,
      RuleBook book,
      TriggerRules rules,
      Ringer ringer,
      IncidentRecords incidents,
      Affected affected,
      InstantSource clock) {
    this.access = access;
    this.book = book;
    this.rules = rules;
    this.ringer = ringer;
    this.incidents = incidents;
    this.affected = affected;
    this.clock = clock;
  }

  /**
   * What would have rung: the incidents, kinds and tags are those of that time and of today.
   *
   * @throws Problem 422 for a trigger that could not be made, or a time that is too long
   */
  public Simulation.Report replay(Simulation asked) {
    Instant now = clock.instant();
    Instant to = asked.to() == null ? now : asked.to();
    if (!asked.from().isBefore(to)) {
      throw Problem.invalid("/to", "too_small", "must be after from");
    }
    if (Duration.between(asked.from(), to).compareTo(LONGEST) > 0) {
      throw Problem.invalid("/to", "too_large", "must be at most 31 days after from");
    }
    NewTrigger trigger = rules.checked(asked.trigger(), null).body();
    List<String> events = trigger.selector().wanted();
    List<Pair> reach = book.reach(TriggerRules.sees(events));
    List<Recorded> recorded = incidents.opened(reach, asked.from(), to, MOST_INCIDENTS + 1);
    Replay replay =
        new Replay(
            trigger,
            ringer.escalation(access.account(), trigger),
            reach,
            to.isBefore(now) ? to : now);
    int most = Math.min(recorded.size(), MOST_INCIDENTS);
    for (int i = 0; i < most; i += Affected.MOST_INCIDENTS) {
      replay.play(recorded.subList(i, Math.min(i + Affected.MOST_INCIDENTS, most)));
    }
    return new Simulation.Report(
        asked.from(),
        to,
        most,
        replay.matched,
        recorded.size() > MOST_INCIDENTS || replay.full,
        events.stream().filter(event -> !REPLAYED.contains(event)).toList(),
        replay.rings.stream().sorted(Comparator.comparing(Simulation.Rung::at)).toList());
  }

  /** One replay, until as many rings are found as are shown. */
  private final class Replay {
    private final NewTrigger trigger;
    private final @Nullable NewEscalation escalation;
    private final List<Pair> reach;
    private final Instant end;
    private final List<Simulation.Rung> rings = new ArrayList<>();
    private Map<IncidentId, List<Sight>> concerned = Map.of();
    private int matched;
    private boolean full;

    Replay(NewTrigger trigger, @Nullable NewEscalation escalation, List<Pair> reach, Instant end) {
      this.trigger = trigger;
      this.escalation = escalation;
      this.reach = reach;
      this.end = end;
    }

    void play(List<Recorded> some) {
      if (full) {
        return;
      }
      concerned = affected.of(access.account(), some.stream().map(Recorded::id).toList());
      some.forEach(this::play);
    }

    private void play(Recorded incident) {
      if (full) {
        return;
      }
      List<String> events = trigger.selector().wanted();
      boolean rang = false;
      if (incident.monitor() != null && events.contains(NoticeType.MONITOR_DOWN)) {
        rang |= lasts(incident, NoticeType.MONITOR_DOWN, NoticeType.MONITOR_UP);
      } else if (incident.monitor() != null) {
        rang |= once(incident, NoticeType.MONITOR_UP);
      }
      if (events.contains(NoticeType.INCIDENT_CREATED)) {
        rang |= lasts(incident, NoticeType.INCIDENT_CREATED, NoticeType.INCIDENT_RESOLVED);
      } else {
        rang |= once(incident, NoticeType.INCIDENT_RESOLVED);
      }
      matched += rang ? 1 : 0;
    }

    private boolean lasts(Recorded incident, String type, String over) {
      if (!matches(incident, type)) {
        return false;
      }
      Timetable table = Timetable.of(trigger, escalation, true);
      Instant until = incident.resolvedAt() == null ? end : earlier(incident.resolvedAt(), end);
      Set<Endpoint> told = new LinkedHashSet<>();
      boolean rang = false;
      Optional<Timetable.Due> due = table.next(0, incident.startedAt());
      while (due.isPresent() && due.get().at().isBefore(until) && !full) {
        Instant at = due.get().at();
        Timetable.Now now = table.now(due.get().position(), incident.startedAt(), at);
        Set<Endpoint> to = to(now.ringing(), at);
        add(incident, type, at, why(now), to);
        told.addAll(to);
        rang = true;
        due = table.next(now.position(), incident.startedAt());
      }
      if (!told.isEmpty() && incident.resolvedAt() != null && !incident.resolvedAt().isAfter(end)) {
        add(incident, over, incident.resolvedAt(), Simulation.Why.RESOLVED, told);
      }
      return rang;
    }

    /** A trigger that asks for the end alone. */
    private boolean once(Recorded incident, String type) {
      Instant at = incident.resolvedAt();
      if (at == null || at.isAfter(end) || !matches(incident, type)) {
        return false;
      }
      Timetable table = Timetable.of(trigger, escalation, false);
      Optional<Timetable.Due> due = table.next(0, at);
      if (due.isEmpty() || due.get().at().isAfter(end)) {
        return false;
      }
      Set<Endpoint> to = to(table.now(0, at, due.get().at()).ringing(), due.get().at());
      add(incident, type, due.get().at(), Simulation.Why.FIRST, to);
      return true;
    }

    private Set<Endpoint> to(List<Timetable.Entry> ringing, Instant at) {
      return ringer.to(access.account(), trigger, escalation, ringing, at);
    }

    private boolean matches(Recorded incident, String type) {
      boolean over =
          type.equals(NoticeType.MONITOR_UP) || type.equals(NoticeType.INCIDENT_RESOLVED);
      List<Watched> watched =
          concerned.getOrDefault(incident.id(), List.of()).stream()
              .filter(sight -> isAbout(type, incident, sight))
              .map(
                  sight ->
                      incident.monitor() == null
                          ? Watched.of(sight)
                          : Watched.of(sight, over ? MonitorStatus.UP : MonitorStatus.DOWN))
              .toList();
      Happening happening =
          new Happening(type, incident.place(), watched, incident.impact(), null)
              .within(place -> reach.stream().anyMatch(pair -> pair.reachesSome(place)));
      return Matching.refusal(trigger.selector(), happening).isEmpty();
    }

    /** News of a monitor are about that alone. */
    private static boolean isAbout(String type, Recorded incident, Sight sight) {
      return type.startsWith("incident.") || sight.brief().id().uuid().equals(incident.monitor());
    }

    private static Simulation.Why why(Timetable.Now now) {
      if (now.ringing().stream().anyMatch(Timetable.Entry::first)) {
        return Simulation.Why.FIRST;
      }
      return now.ringing().stream().anyMatch(Timetable.Entry::escalates)
          ? Simulation.Why.ESCALATION
          : Simulation.Why.REPEAT;
    }

    private void add(
        Recorded incident, String type, Instant at, Simulation.Why why, Set<Endpoint> to) {
      if (rings.size() == MOST_RINGS) {
        full = true;
        return;
      }
      rings.add(
          new Simulation.Rung(
              at,
              incident.id(),
              incident.title(),
              type,
              why,
              to.stream().map(RingViews::text).toList()));
    }

    private static Instant earlier(Instant one, Instant other) {
      return one.isBefore(other) ? one : other;
    }
  }
}
