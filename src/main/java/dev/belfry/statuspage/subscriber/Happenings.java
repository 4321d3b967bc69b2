package dev.belfry.statuspage.subscriber;

import dev.belfry.account.category.CategoryDeleted;
import dev.belfry.account.group.GroupDeleted;
import dev.belfry.incident.IncidentChanged;
import dev.belfry.incident.IncidentOpened;
import dev.belfry.incident.IncidentResolved;
import dev.belfry.incident.IncidentUpdated;
import dev.belfry.maintenance.MaintenanceChanged;
import dev.belfry.maintenance.MaintenanceId;
import dev.belfry.maintenance.MaintenanceTurned;
import dev.belfry.monitor.MonitorChanged;
import dev.belfry.platform.event.Change;
import dev.belfry.platform.event.DomainEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Hears of what pages tell, in the transaction in which it happens. */
@ApplicationScoped
class Happenings {
  private static final Set<String> OF_TIME =
      Set.of("starts_at", "ends_at", "duration_seconds", "recurrence", "time_zone", "public");

  private static final Set<String> OF_PLACE =
      Set.of("monitor_ids", "tags", "category_ids", "group_ids", "all");

  private static final Set<String> OF_MONITORS = Set.of("tags", "category_id", "group_ids");

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

  /** What was published later begins then for readers. */
  void published(@Observes IncidentChanged event) {
    boolean now =
        event.changes().stream().anyMatch(change -> change.field().equals("public"))
            && event.incident().published()
            && event.incident().resolvedAt() == null;
    if (now) {
      add(event, event.incident().id().uuid(), Turn.INCIDENT_OPENED);
    }
  }

  /**
   * Also when it is planned for another time, or told of from now on, and when it is planned for
   * something else; and before that, what was told may have been called off.
   */
  void planned(@Observes MaintenanceChanged event) {
    String id = event.subject().id();
    if (id == null) {
      return;
    }
    UUID window = MaintenanceId.fromString(id).uuid();
    boolean made = event.action().equals("maintenance.created");
    boolean moved = changes(event, OF_TIME);
    boolean placed = changes(event, OF_PLACE);
    if (!made && (moved || placed)) {
      add(event, window, Turn.MAINTENANCE_CHANGED);
    }
    if (event.action().equals("maintenance.deleted")) {
      return;
    }
    if (made || moved) {
      add(event, window, Turn.MAINTENANCE_PLANNED);
    } else if (placed) {
      add(event, window, Turn.MAINTENANCE_WIDENED);
    }
  }

  /** Maintenance covers monitors by what is said of them too. */
  void changed(@Observes MonitorChanged event) {
    if (changes(event, OF_MONITORS)) {
      covered(event);
    }
  }

  void deleted(@Observes CategoryDeleted event) {
    covered(event);
  }

  void deleted(@Observes GroupDeleted event) {
    covered(event);
  }

  private void covered(DomainEvent event) {
    for (Turn turn : List.of(Turn.MAINTENANCE_CHANGED, Turn.MAINTENANCE_WIDENED)) {
      Announcement.addOfTold(event.account(), turn, event.at(), clock.instant());
    }
  }

  private static boolean changes(DomainEvent event, Set<String> fields) {
    return event.changes().stream().map(Change::field).anyMatch(fields::contains);
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
