package dev.belfry.maintenance;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.belfry.maintenance.schedule.Occurrence;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An occurrence of a window as news tell of it.
 *
 * @param endsAt when it ended or will; null of an open-ended one that runs
 * @param endedReason of one that ended: {@code scheduled}, {@code ended} by somebody, {@code
 *     changed}, {@code deleted}, {@code owner_lost_right} or {@code nothing_selected}
 * @param published whether outsiders may read its name and description
 */
@RegisterForReflection
public record MaintenanceBrief(
    MaintenanceId id,
    String name,
    @Nullable String description,
    Instant startsAt,
    @Nullable Instant endsAt,
    @Nullable String endedReason,
    @JsonIgnore boolean published) {
  static MaintenanceBrief of(
      MaintenanceWindow window, Occurrence occurrence, @Nullable String reason) {
    return new MaintenanceBrief(
        window.maintenanceId(),
        window.name,
        window.description,
        occurrence.from(),
        window.openEnded && reason == null ? null : occurrence.until(),
        reason,
        window.published);
  }
}
