package dev.belfry.alerting.trigger;

import dev.belfry.access.Access;
import dev.belfry.access.grant.Pair;
import dev.belfry.alerting.book.RuleBook;
import dev.belfry.alerting.trigger.Happening.Watched;
import dev.belfry.alerting.trigger.Rehearsal.Spell;
import dev.belfry.incident.IncidentId;
import dev.belfry.incident.record.IncidentRecords;
import dev.belfry.incident.record.IncidentRecords.Recorded;
import dev.belfry.monitor.MonitorService;
import dev.belfry.monitor.MonitorService.Sight;
import dev.belfry.monitor.MonitorStatus;
import dev.belfry.notify.NoticeType;
import dev.belfry.notify.delivery.PastNews;
import dev.belfry.platform.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Replays what is recorded through a trigger that is not kept; changes nothing. Incidents, and what
 * opened them, are played by their records, which stay; all else by the news that were told, which
 * are kept for some weeks.
 */
@ApplicationScoped
@Transactional
public class Simulator {
  private static final int MOST_INCIDENTS = 5_000;
  private static final int MOST_NEWS = 20_000;
  private static final Duration LONGEST = Duration.ofDays(31);

  /** What incidents tell by their beginning and end. */
  private static final Set<String> OF_INCIDENTS =
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
  private final PastNews past;
  private final MonitorService monitors;
  private final InstantSource clock;

  Simulator(
      Access access,
      RuleBook book,
      TriggerRules rules,
      Ringer ringer,
      IncidentRecords incidents,
      Affected affected,
      PastNews past,
      MonitorService monitors,
      InstantSource clock) {
    this.access = access;
    this.book = book;
    this.rules = rules;
    this.ringer = ringer;
    this.incidents = incidents;
    this.affected = affected;
    this.past = past;
    this.monitors = monitors;
    this.clock = clock;
  }

  /**
   * What would have rung: incidents, news and states are those of that time, kinds, tags, roles and
   * rotas those of today.
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
    Rehearsal rehearsal =
        new Rehearsal(
            access.account(),
            trigger,
            ringer.escalation(access.account(), trigger),
            ringer,
            to.isBefore(now) ? to : now);
    List<Recorded> recorded = incidents.opened(reach, asked.from(), to, MOST_INCIDENTS + 1);
    int most = Math.min(recorded.size(), MOST_INCIDENTS);
    Replay replay = new Replay(rehearsal, reach);
    for (int i = 0; i < most; i += Affected.MOST_INCIDENTS) {
      replay.play(recorded.subList(i, Math.min(i + Affected.MOST_INCIDENTS, most)));
    }
    List<String> ofNews = events.stream().filter(type -> !OF_INCIDENTS.contains(type)).toList();
    List<PastNews.Told> told = told(ofNews, reach, asked.from(), now);
    int heard =
        new NewsReplay(
                rehearsal,
                reach,
                told,
                monitors.sights(access.account(), NewsReplay.monitors(told)),
                concerned(NewsReplay.incidents(told)))
            .play(ofNews, to);
    boolean forgotten = asked.from().isBefore(now.minus(past.kept()));
    return new Simulation.Report(
        asked.from(),
        to,
        most,
        replay.matched + heard,
        recorded.size() > MOST_INCIDENTS || told.size() == MOST_NEWS || rehearsal.isFull(),
        events.stream().filter(event -> forgotten && ofNews.contains(event)).toList(),
        rehearsal.rings());
  }

  private Map<IncidentId, List<Sight>> concerned(List<IncidentId> some) {
    Map<IncidentId, List<Sight>> concerned = new HashMap<>();
    for (int i = 0; i < some.size(); i += Affected.MOST_INCIDENTS) {
      int end = Math.min(i + Affected.MOST_INCIDENTS, some.size());
      concerned.putAll(affected.of(access.account(), some.subList(i, end)));
    }
    return concerned;
  }

  /** With what ends them, until now. */
  private List<PastNews.Told> told(
      List<String> types, List<Pair> reach, Instant from, Instant now) {
    Stream<String> ends =
        NoticeType.KNOWN.stream()
            .filter(type -> Happening.endedBy(type).stream().anyMatch(types::contains));
    List<String> asked =
        types.isEmpty() ? List.of() : Stream.concat(types.stream(), ends).distinct().toList();
    return past.between(access.account(), asked, from, now.plusMillis(1), MOST_NEWS).stream()
        .filter(one -> NewsReplay.isWithin(reach, one))
        .toList();
  }

  /** Of incidents. */
  private final class Replay {
    private final Rehearsal rehearsal;
    private final List<Pair> reach;
    private Map<IncidentId, List<Sight>> concerned = Map.of();
    private int matched;

    Replay(Rehearsal rehearsal, List<Pair> reach) {
      this.rehearsal = rehearsal;
      this.reach = reach;
    }

    void play(List<Recorded> some) {
      if (!rehearsal.isFull()) {
        concerned = affected.of(access.account(), some.stream().map(Recorded::id).toList());
        some.forEach(this::play);
      }
    }

    private void play(Recorded incident) {
      if (rehearsal.isFull()) {
        return;
      }
      List<String> events = rehearsal.trigger().selector().wanted();
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
      return matches(incident, type)
          && rehearsal.lasts(
              new Spell(
                  incident.id(),
                  incident.title(),
                  type,
                  incident.startedAt(),
                  incident.resolvedAt(),
                  over));
    }

    /** A trigger that asks for the end alone. */
    private boolean once(Recorded incident, String type) {
      Instant at = incident.resolvedAt();
      return at != null
          && matches(incident, type)
          && rehearsal.once(new Spell(incident.id(), incident.title(), type, at, null, type));
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
      return Matching.refusal(rehearsal.trigger().selector(), happening).isEmpty();
    }

    /** News of a monitor are about that alone. */
    private static boolean isAbout(String type, Recorded incident, Sight sight) {
      return type.startsWith("incident.") || sight.brief().id().uuid().equals(incident.monitor());
    }
  }
}
