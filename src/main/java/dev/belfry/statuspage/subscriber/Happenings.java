package dev.belfry.statuspage.subscriber;

import dev.belfry.incident.IncidentOpened;
import dev.belfry.incident.IncidentResolved;
import dev.belfry.incident.IncidentUpdated;
import dev.belfry.maintenance.MaintenanceChanged;
import dev.belfry.maintenance.MaintenanceId;
import dev.belfry.maintenance.MaintenanceTurned;
import dev.belfry.platform.event.DomainEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.UUID;

/** Hears of what pages tell, in the transaction in which it happens. */
@ApplicationScoped
class Happenings {
  private final InstantSource clock;

  Happenings(InstantSource clock) {
    this.clock = clock;
  }

  void opened(@Observes IncidentOpened event) {
    if (event.incident().published()) {
      add(event, event.incident().id().uuid(), Turn.INCIDENT_OPENED);
    }
  }

  void updated(@Observes IncidentUpdated event) {
    if (event.incident().published() && event.notifySubscribers()) {
      add(event, event.incident().id().uuid(), Turn.INCIDENT_UPDATED);
    }
  }

  /** Whoever heard that it began hears that it is over, whatever else he was spared. */
  void resolved(@Observes IncidentResolved event) {
    if (event.incident().published()) {
      add(event, event.incident().id().uuid(), Turn.INCIDENT_RESOLVED);
    }
  }

  void planned(@Observes MaintenanceChanged event) {
    if (event.action().equals("maintenance.created") && event.subject().id() != null) {
      add(event, MaintenanceId.fromString(event.subject().id()).uuid(), Turn.MAINTENANCE_PLANNED);
    }
  }

  void turned(@Observes MaintenanceTurned event) {
    if (event.maintenance().published()) {
      add(
          event,
          event.maintenance().id().uuid(),
          event.maintenance().endedReason() == null
              ? Turn.MAINTENANCE_STARTED
              : Turn.MAINTENANCE_ENDED);
    }
  }

  private void add(DomainEvent event, UUID subject, Turn turn) {
    Announcement.add(event.account(), turn, subject, event.at(), clock.instant());
  }
}
