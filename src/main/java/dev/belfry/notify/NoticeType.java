package dev.belfry.notify;

import java.util.List;

/** The types of news that exist. */
public final class NoticeType {
  public static final String MONITOR_DOWN = "monitor.down";
  public static final String MONITOR_UP = "monitor.up";
  public static final String INCIDENT_CREATED = "incident.created";
  public static final String INCIDENT_UPDATED = "incident.updated";
  public static final String INCIDENT_RESOLVED = "incident.resolved";

  /** Those that one can subscribe to, in the order in which they are shown. */
  public static final List<String> KNOWN =
      List.of(MONITOR_DOWN, MONITOR_UP, INCIDENT_CREATED, INCIDENT_UPDATED, INCIDENT_RESOLVED);

  private NoticeType() {}
}
