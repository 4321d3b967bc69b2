package dev.belfry.incident;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.belfry.access.people.MemberId;
import dev.belfry.account.category.CategoryId;
import dev.belfry.account.group.GroupId;
import dev.belfry.incident.page.ComponentId;
import dev.belfry.incident.text.Markdown;
import dev.belfry.monitor.MonitorId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An incident as shown.
 *
 * @param description Markdown
 * @param isPublic whether status pages may tell of it
 * @param affected the monitors that it concerns, as far as the caller may see them; at most 50 in
 *     lists
 * @param componentIds the components of status pages that it concerns beside those of its monitors,
 *     as far as the caller may see them
 * @param assigneeId who sees to it; null where nobody does
 * @param acknowledgedBy who said that he has seen it
 * @param mergedInto of which it is a part; null where it stands for itself
 * @param merged its parts, as far as the caller may see them; null in lists
 * @param postmortem what was learnt; null where nothing is written yet, and in lists
 * @param updates its story and that of its parts, oldest first, as far as the caller may see what
 *     they tell of; null in lists, where it could be long
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
    @JsonProperty("public") boolean isPublic,
    List<MonitorId> affected,
    List<ComponentId> componentIds,
    @Nullable CategoryId categoryId,
    List<GroupId> groupIds,
    @Nullable MemberId assigneeId,
    @Nullable Instant acknowledgedAt,
    @Nullable String acknowledgedBy,
    @Nullable IncidentId mergedInto,
    @Nullable List<IncidentId> merged,
    Instant startedAt,
    @Nullable Instant resolvedAt,
    long durationSeconds,
    @Nullable PostmortemView postmortem,
    @Nullable List<UpdateView> updates,
    Instant createdAt,
    Instant updatedAt) {

  /**
   * A line of the story.
   *
   * @param incidentId whose line it is: a part's, where some were merged
   * @param status in which the incident was then
   * @param message Markdown; empty where it was deleted
   * @param messageHtml the same as HTML that is safe to show
   * @param author null where Belfry itself speaks
   * @param automatic whether nobody wrote the message
   * @param isPublic whether status pages may tell it
   * @param editedAt when the message was last changed
   * @param deletedAt when the message was taken away
   */
  @Schema(name = "IncidentUpdate")
  record UpdateView(
      UpdateId id,
      IncidentId incidentId,
      Instant at,
      IncidentStatus status,
      String message,
      String messageHtml,
      @Nullable String author,
      boolean automatic,
      @JsonProperty("public") boolean isPublic,
      @Nullable Instant editedAt,
      @Nullable Instant deletedAt) {
    static UpdateView of(IncidentUpdate update) {
      return new UpdateView(
          new UpdateId(update.id),
          new IncidentId(update.incidentId),
          update.at,
          update.status,
          update.message,
          Markdown.html(update.message),
          update.author,
          update.automatic,
          update.published,
          update.editedAt,
          update.deletedAt);
    }
  }

  /**
   * What was learnt.
   *
   * @param text Markdown
   * @param isPublic whether status pages show it once the incident is resolved
   */
  @Schema(name = "IncidentPostmortem")
  record PostmortemView(
      String text,
      String textHtml,
      @JsonProperty("public") boolean isPublic,
      @Nullable String author,
      @Nullable Instant writtenAt) {
    static @Nullable PostmortemView of(Incident incident) {
      return incident.postmortem == null
          ? null
          : new PostmortemView(
              incident.postmortem,
              Markdown.html(incident.postmortem),
              incident.postmortemPublic,
              incident.postmortemBy,
              incident.postmortemAt);
    }
  }

  /** What only a look at one incident shows. */
  record Story(List<IncidentId> merged, List<IncidentUpdate> updates) {}

  static IncidentView of(
      Incident incident, NewIncident.Seen seen, @Nullable Story story, Instant now) {
    Instant end = incident.resolvedAt == null ? now : incident.resolvedAt;
    UUID assignee = incident.assigneeId;
    UUID into = incident.mergedInto;
    return new IncidentView(
        new IncidentId(incident.id),
        incident.title,
        incident.description,
        incident.origin,
        incident.status,
        incident.impact,
        incident.published,
        List.copyOf(seen.monitors()),
        List.copyOf(seen.components()),
        CategoryId.ofNullable(incident.categoryId),
        incident.groupIds.stream().map(GroupId::new).toList(),
        assignee == null ? null : new MemberId(assignee),
        incident.acknowledgedAt,
        incident.acknowledgedBy,
        into == null ? null : new IncidentId(into),
        story == null ? null : story.merged(),
        incident.startedAt,
        incident.resolvedAt,
        Math.max(0, Duration.between(incident.startedAt, end).toSeconds()),
        story == null ? null : PostmortemView.of(incident),
        story == null ? null : story.updates().stream().map(UpdateView::of).toList(),
        incident.createdAt,
        incident.updatedAt);
  }
}
