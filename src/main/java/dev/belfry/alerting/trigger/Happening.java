package dev.belfry.alerting.trigger;

import dev.belfry.access.grant.Place;
import dev.belfry.alerting.Told;
import dev.belfry.incident.Impact;
import dev.belfry.incident.IncidentBrief;
import dev.belfry.monitor.MonitorBrief;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.MonitorService;
import dev.belfry.monitor.MonitorStatus;
import dev.belfry.notify.NoticeType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What triggers are asked about.
 *
 * @param type one of {@link NoticeType}
 * @param monitors that it is about
 */
record Happening(
    String type,
    Place place,
    List<Watched> monitors,
    @Nullable Impact impact,
    @Nullable Integer daysLeft) {
  /**
   * A monitor that it is about.
   *
   * @param status when it happened
   */
  record Watched(MonitorId id, Place place, String kind, List<String> tags, MonitorStatus status) {
    static Watched of(MonitorService.Sight sight, MonitorStatus status) {
      MonitorBrief brief = sight.brief();
      return new Watched(brief.id(), brief.place(), brief.type(), sight.tags(), status);
    }

    static Watched of(MonitorService.Sight sight) {
      return of(sight, sight.brief().status());
    }
  }

  /** What lasts until it ends; everything else is over when it is told. */
  static final Set<String> LASTING =
      Set.of(
          NoticeType.MONITOR_DOWN,
          NoticeType.MONITOR_DEGRADED,
          NoticeType.MONITOR_FLAPPING,
          NoticeType.MONITOR_OVERDUE,
          NoticeType.INCIDENT_CREATED);

  private static final Map<String, Set<String>> ENDS =
      Map.of(
          NoticeType.MONITOR_UP, Set.of(NoticeType.MONITOR_DOWN, NoticeType.MONITOR_DEGRADED),
          NoticeType.MONITOR_RECOVERED, Set.of(NoticeType.MONITOR_DEGRADED),
          NoticeType.MONITOR_FLAPPING_STOPPED, Set.of(NoticeType.MONITOR_FLAPPING),
          NoticeType.MONITOR_LOOKED_AT, Set.of(NoticeType.MONITOR_OVERDUE),
          NoticeType.INCIDENT_RESOLVED, Set.of(NoticeType.INCIDENT_CREATED));

  /** What ends with this. */
  static Set<String> endedBy(String type) {
    return ENDS.getOrDefault(type, Set.of());
  }

  boolean lasts() {
    return LASTING.contains(type);
  }

  /** For a trigger, which must not show that a monitor is there of which it may not tell. */
  Happening within(Predicate<Place> reach) {
    return new Happening(
        type,
        place,
        monitors.stream().filter(monitor -> reach.test(monitor.place())).toList(),
        impact,
        daysLeft);
  }

  /**
   * @param sights of the monitor, or of those that the incident concerns, as they are now
   */
  static Happening of(Told told, List<MonitorService.Sight> sights) {
    MonitorBrief monitor = told.monitor();
    IncidentBrief incident = told.incident();
    return new Happening(
        told.notice().type(),
        told.notice().place(),
        monitor == null
            ? sights.stream().map(Watched::of).toList()
            : List.of(
                new Watched(
                    monitor.id(),
                    monitor.place(),
                    monitor.type(),
                    sights.stream().flatMap(sight -> sight.tags().stream()).toList(),
                    monitor.status())),
        incident == null ? null : incident.impact(),
        told.daysLeft());
  }
}
