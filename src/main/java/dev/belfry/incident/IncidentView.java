package dev.belfry.incident;

import dev.belfry.account.category.CategoryId;
import dev.belfry.account.group.GroupId;
import dev.belfry.monitor.MonitorId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An incident as shown.
 *
 * @param affected the monitors that it concerns, as far as the caller may see them
 * @param updates its story, oldest first; null in lists, where it could be long
 * @param durationSeconds until it was resolved, or until now
 */
@Schema(name = "Incident")
record IncidentView(
    IncidentId id,
    String title,
    @Nullable String description,
    Origin origin,
    IncidentStatus status,
    Impact impact,
    List<MonitorId> affected,
    @Nullable CategoryId categoryId,
    List<GroupId> groupIds,
    Instant startedAt,
    @Nullable Instant resolvedAt,
    long durationSeconds,
    @Nullable List<UpdateView> updates,
    Instant createdAt,
    Instant updatedAt) {

  @Schema(name = "IncidentUpdate")
  record UpdateView(
      UpdateId id, Instant at, IncidentStatus status, String message, @Nullable String author) {
    static UpdateView of(IncidentUpdate update) {
      return new UpdateView(
          new UpdateId(update.id), update.at, update.status, update.message, update.author);
    }
  }

  static IncidentView of(
      Incident incident,
      Set<MonitorId> visible,
      @Nullable List<IncidentUpdate> updates,
      Instant now) {
    Instant end = incident.resolvedAt == null ? now : incident.resolvedAt;
    return new IncidentView(
        new IncidentId(incident.id),
        incident.title,
        incident.description,
        incident.origin,
        incident.status,
        incident.impact,
        incident.monitors().stream().filter(visible::contains).toList(),
        CategoryId.ofNullable(incident.categoryId),
        incident.groupIds.stream().map(GroupId::new).toList(),
        incident.startedAt,
        incident.resolvedAt,
        Math.max(0, Duration.between(incident.startedAt, end).toSeconds()),
        updates == null ? null : updates.stream().map(UpdateView::of).toList(),
        incident.createdAt,
        incident.updatedAt);
  }
}
