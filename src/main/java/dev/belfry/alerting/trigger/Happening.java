package dev.belfry.alerting.trigger;

import dev.belfry.access.grant.Place;
import dev.belfry.alerting.Told;
import dev.belfry.incident.Impact;
import dev.belfry.incident.IncidentBrief;
import dev.belfry.monitor.MonitorBrief;
import dev.belfry.monitor.MonitorService;
import dev.belfry.monitor.MonitorStatus;
import dev.belfry.notify.NoticeType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What triggers are asked about.
 *
 * @param type one of {@link NoticeType}
 * @param kind of the monitor
 */
record Happening(
    String type,
    Place place,
    @Nullable UUID monitor,
    @Nullable String kind,
    List<String> tags,
    @Nullable MonitorStatus status,
    @Nullable Impact impact,
    @Nullable Integer daysLeft) {
  /** What lasts until it ends; everything else is over when it is told. */
  static final Set<String> LASTING =
      Set.of(
          NoticeType.MONITOR_DOWN,
          NoticeType.MONITOR_DEGRADED,
          NoticeType.MONITOR_FLAPPING,
          NoticeType.INCIDENT_CREATED);

  private static final Map<String, Set<String>> ENDS =
      Map.of(
          NoticeType.MONITOR_UP, Set.of(NoticeType.MONITOR_DOWN, NoticeType.MONITOR_DEGRADED),
          NoticeType.MONITOR_RECOVERED, Set.of(NoticeType.MONITOR_DEGRADED),
          NoticeType.MONITOR_FLAPPING_STOPPED, Set.of(NoticeType.MONITOR_FLAPPING),
          NoticeType.INCIDENT_RESOLVED, Set.of(NoticeType.INCIDENT_CREATED));

  /** What ends with this. */
  static Set<String> endedBy(String type) {
    return ENDS.getOrDefault(type, Set.of());
  }

  boolean lasts() {
    return LASTING.contains(type);
  }

  /**
   * @param sight of the monitor as it is now; null where there is none
   */
  static Happening of(Told told, MonitorService.@Nullable Sight sight) {
    MonitorBrief monitor = told.monitor() == null && sight != null ? sight.brief() : told.monitor();
    IncidentBrief incident = told.incident();
    return new Happening(
        told.notice().type(),
        told.notice().place(),
        monitor == null ? (incident == null ? null : incident.monitor()) : monitor.id().uuid(),
        monitor == null ? null : monitor.type(),
        sight == null ? List.of() : sight.tags(),
        monitor == null ? null : monitor.status(),
        incident == null ? null : incident.impact(),
        told.daysLeft());
  }
}
