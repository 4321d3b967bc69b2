package dev.belfry.statuspage.subscriber;

/** What happened that subscribers are told of. */
enum Turn {
  INCIDENT_OPENED,
  INCIDENT_UPDATED,
  INCIDENT_RESOLVED,
  MAINTENANCE_PLANNED,
  /** What was told of it may be true no more. */
  MAINTENANCE_CHANGED,
  /** It may concern components for which nothing of it was told. */
  MAINTENANCE_WIDENED,
  MAINTENANCE_STARTED,
  MAINTENANCE_ENDED;

  /** Whether nothing may have come of it. */
  boolean asks() {
    return this == MAINTENANCE_CHANGED || this == MAINTENANCE_WIDENED;
  }

  boolean isOfMaintenance() {
    return switch (this) {
      case INCIDENT_OPENED, INCIDENT_UPDATED, INCIDENT_RESOLVED -> false;
      case MAINTENANCE_PLANNED,
          MAINTENANCE_CHANGED,
          MAINTENANCE_WIDENED,
          MAINTENANCE_STARTED,
          MAINTENANCE_ENDED ->
          true;
    };
  }
}
