package dev.belfry.notify;

import java.util.List;
import java.util.stream.Stream;

/** The types of news that exist. */
public final class NoticeType {
  public static final String MONITOR_DOWN = "monitor.down";
  public static final String MONITOR_UP = "monitor.up";
  public static final String MONITOR_DEGRADED = "monitor.degraded";
  public static final String MONITOR_RECOVERED = "monitor.recovered";
  public static final String MONITOR_FLAPPING = "monitor.flapping";
  public static final String MONITOR_FLAPPING_STOPPED = "monitor.flapping_stopped";
  public static final String MONITOR_OVERDUE = "monitor.overdue";
  public static final String MONITOR_LOOKED_AT = "monitor.looked_at";
  public static final String CERTIFICATE_EXPIRING = "certificate.expiring";
  public static final String DOMAIN_EXPIRING = "domain.expiring";
  public static final String INCIDENT_CREATED = "incident.created";
  public static final String INCIDENT_UPDATED = "incident.updated";
  public static final String INCIDENT_RESOLVED = "incident.resolved";

  public static final String MAINTENANCE_STARTED = "maintenance.started";
  public static final String MAINTENANCE_ENDED = "maintenance.ended";

  public static final String KEY_FLAGGED = "key.flagged";
  public static final String KEY_EXPIRING = "key.expiring";
  public static final String KEY_EXPIRED = "key.expired";
  public static final String KEY_ROTATION_DUE = "key.rotation_due";
  public static final String KEY_UNUSED = "key.unused";

  /** Several at once, for an endpoint that wants them so; one cannot subscribe to it. */
  public static final String DIGEST = "digest";

  /** What one is told who says nothing: news of what is watched. */
  public static final List<String> USUAL =
      List.of(
          MONITOR_DOWN,
          MONITOR_UP,
          MONITOR_DEGRADED,
          MONITOR_RECOVERED,
          MONITOR_FLAPPING,
          MONITOR_FLAPPING_STOPPED,
          MONITOR_OVERDUE,
          MONITOR_LOOKED_AT,
          CERTIFICATE_EXPIRING,
          DOMAIN_EXPIRING,
          INCIDENT_CREATED,
          INCIDENT_UPDATED,
          INCIDENT_RESOLVED);

  /** News of credentials, for those who may read all keys. */
  public static final List<String> OF_KEYS =
      List.of(KEY_FLAGGED, KEY_EXPIRING, KEY_EXPIRED, KEY_ROTATION_DUE, KEY_UNUSED);

  /** News of planned work, for those who may read maintenance. */
  public static final List<String> OF_MAINTENANCE = List.of(MAINTENANCE_STARTED, MAINTENANCE_ENDED);

  /** Those that one can subscribe to, in the order in which they are shown. */
  public static final List<String> KNOWN =
      Stream.of(USUAL, OF_MAINTENANCE, OF_KEYS).flatMap(List::stream).toList();

  private NoticeType() {}
}
