package dev.belfry.statuspage.subscriber;

/** What happened that subscribers are told of. */
enum Turn {
  INCIDENT_OPENED,
  INCIDENT_UPDATED,
  INCIDENT_RESOLVED,
  MAINTENANCE_PLANNED,
  /** What was told of it may be true no more. */
  MAINTENANCE_CHANGED,
  MAINTENANCE_STARTED,
  MAINTENANCE_ENDED;

  boolean isOfMaintenance() {
    return switch (this) {
      case INCIDENT_OPENED, INCIDENT_UPDATED, INCIDENT_RESOLVED -> false;
      case MAINTENANCE_PLANNED, MAINTENANCE_CHANGED, MAINTENANCE_STARTED, MAINTENANCE_ENDED -> true;
    };
  }
}
