package dev.belfry.maintenance;

/** Where a window is in its life. */
public enum MaintenanceStatus {
  /** It will begin, for the first time or again. */
  UPCOMING,
  ACTIVE,
  /** It is over and does not come again. */
  PAST
}
