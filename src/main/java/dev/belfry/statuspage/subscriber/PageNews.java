package dev.belfry.statuspage.subscriber;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belfry.incident.Impact;
import dev.belfry.incident.IncidentStatus;
import dev.belfry.incident.page.ComponentId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What subscribers are told: the {@code data} of a webhook's body, and what mails are written from.
 * No more than the page tells.
 *
 * @param incident null where it is about maintenance
 * @param maintenance null where it is about an incident
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record PageNews(Page page, @Nullable Incident incident, @Nullable Maintenance maintenance) {

  @RegisterForReflection
  record Page(String name, String url) {}

  @RegisterForReflection
  record Component(ComponentId id, String name) {}

  /**
   * An incident.
   *
   * @param id of this page only
   * @param titled false where nobody gave it a title, and the first component says what is down
   * @param message plain text
   * @param worded false where nobody wrote a message, and the status says it
   */
  @RegisterForReflection
  record Incident(
      String id,
      String url,
      String title,
      boolean titled,
      IncidentStatus status,
      Impact impact,
      Instant startedAt,
      @Nullable Instant resolvedAt,
      String message,
      boolean worded,
      List<Component> components) {}

  /**
   * Maintenance.
   *
   * @param id of this page only
   * @param turn what happened to it; it is cancelled for these components where it had not begun
   */
  @RegisterForReflection
  record Maintenance(
      String id,
      State turn,
      String name,
      @Nullable String description,
      Instant startsAt,
      @Nullable Instant endsAt,
      List<Component> components) {}

  /** How far maintenance has come. */
  enum State {
    PLANNED,
    STARTED,
    ENDED,
    CANCELLED
  }

  List<Component> components() {
    if (incident != null) {
      return incident.components();
    }
    return maintenance == null ? List.of() : maintenance.components();
  }
}
