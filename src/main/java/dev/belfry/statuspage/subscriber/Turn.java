package dev.belfry.statuspage.subscriber;

/** What happened that subscribers are told of. */
enum Turn {
  INCIDENT_OPENED,
  INCIDENT_UPDATED,
  INCIDENT_RESOLVED,
  MAINTENANCE_PLANNED,
  MAINTENANCE_STARTED,
  MAINTENANCE_ENDED;

  boolean isOfMaintenance() {
    return this == MAINTENANCE_PLANNED || this == MAINTENANCE_STARTED || this == MAINTENANCE_ENDED;
  }
}
