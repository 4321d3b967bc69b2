package dev.belfry.maintenance;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.belfry.access.people.MemberId;
import dev.belfry.account.category.CategoryId;
import dev.belfry.account.group.GroupId;
import dev.belfry.maintenance.schedule.Occurrence;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.directory.MonitorSelection.Meant;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A maintenance window as shown.
 *
 * @param startsAt the first beginning
 * @param endsAt when the occurrence that runs or comes next ends, or the first would have; of an
 *     open-ended one, if nobody ends it before
 * @param openEnded ends when somebody ends it, or after {@code duration_seconds}
 * @param occurrences the one that runs or comes next, and the two after it
 * @param endedAt when the last occurrence ended indeed; null while one runs
 * @param endedReason why the last occurrence ended: {@code scheduled}, {@code ended}, {@code
 *     changed}; or why it does not come again: {@code owner_lost_right}, {@code nothing_selected}
 * @param monitorIds of what is selected, those that the caller reaches; so of the next two
 * @param isPublic whether status pages tell of it, with name and description
 * @param ownerId for whom it acts
 */
@Schema(name = "Maintenance")
record MaintenanceView(
    MaintenanceId id,
    String name,
    @Nullable String description,
    MaintenanceStatus status,
    Instant startsAt,
    Instant endsAt,
    int durationSeconds,
    boolean openEnded,
    @Nullable String recurrence,
    String timeZone,
    @Nullable Instant until,
    @Nullable Integer count,
    List<Span> occurrences,
    @Nullable Instant endedAt,
    @Nullable String endedReason,
    List<MonitorId> monitorIds,
    List<String> tags,
    List<CategoryId> categoryIds,
    List<GroupId> groupIds,
    boolean all,
    @JsonProperty("public") boolean isPublic,
    MemberId ownerId,
    Instant createdAt,
    Instant updatedAt) {

  /** When an occurrence begins and ends. */
  @RegisterForReflection
  @Schema(name = "MaintenanceOccurrence")
  record Span(Instant startsAt, Instant endsAt) {
    static Span of(Occurrence one) {
      return new Span(one.from(), one.until());
    }
  }

  /**
   * @param shown of what is selected
   */
  static MaintenanceView of(
      MaintenanceWindow window, Meant shown, List<Occurrence> occurrences, Instant now) {
    return new MaintenanceView(
        window.maintenanceId(),
        window.name,
        window.description,
        window.status(now),
        window.startsAt,
        occurrences.isEmpty()
            ? window.startsAt.plusSeconds(window.durationSeconds)
            : occurrences.getFirst().until(),
        window.durationSeconds,
        window.openEnded,
        window.recurrence,
        window.timeZone,
        window.repeatUntil,
        window.repeatCount,
        occurrences.stream().map(Span::of).toList(),
        window.endedAt,
        window.endedReason,
        shown.monitors().stream().sorted().map(MonitorId::new).toList(),
        shown.tags().stream().sorted().toList(),
        shown.categories().stream().sorted().map(CategoryId::new).toList(),
        shown.groups().stream().sorted().map(GroupId::new).toList(),
        shown.all(),
        window.published,
        new MemberId(window.ownerId),
        window.createdAt,
        window.updatedAt);
  }
}
