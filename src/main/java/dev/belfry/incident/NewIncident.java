package dev.belfry.incident;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.belfry.access.grant.Place;
import dev.belfry.access.people.MemberId;
import dev.belfry.account.category.CategoryId;
import dev.belfry.account.group.GroupId;
import dev.belfry.incident.page.ComponentId;
import dev.belfry.monitor.MonitorId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An incident as a person writes it. What a monitor opened stays where its cause lay, and concerns
 * what went down.
 *
 * @param description Markdown
 * @param status by default investigating, or as it is; resolved and back need {@code
 *     incident:resolve}
 * @param impact by default medium, or as it is
 * @param affected the monitors that it concerns
 * @param componentIds the components of status pages that it concerns, beside those of its
 *     monitors; absent is none
 * @param groupIds the groups in which it lies; absent is none
 * @param assigneeId a member of the account who may read it
 * @param isPublic whether status pages may tell of it, with the title and what is written; by
 *     default false, or as it is
 */
@RegisterForReflection
@Schema(name = "NewIncident")
record NewIncident(
    @NotBlank @Size(max = 200) String title,
    @Size(max = 10_000) @Nullable String description,
    @Nullable IncidentStatus status,
    @Nullable Impact impact,
    @Size(max = 100) @Nullable List<@NotNull MonitorId> affected,
    @Size(max = 100) @Nullable List<@NotNull ComponentId> componentIds,
    @Nullable CategoryId categoryId,
    @Size(max = 50) @Nullable List<@NotNull GroupId> groupIds,
    @Nullable MemberId assigneeId,
    @JsonProperty("public") @Nullable Boolean isPublic) {

  /**
   * As it is kept.
   *
   * @param seen what of it the caller may see
   */
  static NewIncident of(Incident incident, Seen seen) {
    UUID assignee = incident.assigneeId;
    return new NewIncident(
        incident.title,
        incident.description,
        incident.status,
        incident.impact,
        List.copyOf(seen.monitors()),
        List.copyOf(seen.components()),
        CategoryId.ofNullable(incident.categoryId),
        incident.groupIds.stream().map(GroupId::new).toList(),
        assignee == null ? null : new MemberId(assignee),
        incident.published);
  }

  /** What an incident concerns, as far as somebody may see it. */
  record Seen(Collection<MonitorId> monitors, Collection<ComponentId> components) {}

  List<ComponentId> wantedComponents() {
    return componentIds == null ? List.of() : componentIds;
  }

  Set<MonitorId> wantedMonitors() {
    return affected == null ? Set.of() : Set.copyOf(affected);
  }

  List<GroupId> wantedGroups() {
    return groupIds == null ? List.of() : groupIds;
  }

  Place place() {
    return new Place(
        categoryId == null ? null : categoryId.uuid(),
        wantedGroups().stream().map(GroupId::uuid).collect(Collectors.toSet()));
  }
}
