package dev.belfry.monitor;

/** How a monitor stands. */
public enum MonitorStatus {
  /** Not looked at yet. */
  PENDING,
  UP,
  DOWN,
  /** Answers as it should, but too slowly. */
  DEGRADED,
  /** We could not look: neither up nor down. */
  UNKNOWN,
  PAUSED,
  MAINTENANCE
}
