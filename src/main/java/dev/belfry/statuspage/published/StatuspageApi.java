package dev.belfry.statuspage.published;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belfry.incident.Impact;
import dev.belfry.incident.IncidentStatus;
import dev.belfry.incident.page.ComponentId;
import dev.belfry.statuspage.ComponentStatus;
import dev.belfry.statuspage.PageLanguage;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The public API of Atlassian's Statuspage, version 2, so that what reads theirs reads ours: same
 * paths, same fields. What is null there for pages without a notion of it is null here. Statuspage
 * has no word for what is not known: {@code degraded_performance}, the mildest word that no client
 * shows green and that names no outage, and {@code known} is false beside it.
 */
@ApplicationScoped
class StatuspageApi {
  private static final String JSON = "application/json;charset=UTF-8";
  private static final int MOST = 50;

  private final Doorkeeper doors;
  private final Showroom showroom;
  private final PageHall hall;
  private final ObjectMapper mapper;

  StatuspageApi(Doorkeeper doors, Showroom showroom, PageHall hall, ObjectMapper mapper) {
    this.doors = doors;
    this.showroom = showroom;
    this.hall = hall;
    this.mapper = mapper;
  }

  /** A document of the API. */
  enum Document {
    STATUS,
    SUMMARY,
    COMPONENTS,
    INCIDENTS,
    UNRESOLVED,
    MAINTENANCES,
    UPCOMING,
    ACTIVE
  }

  Showroom.Shown show(String slug, Visitor visitor, Document document) {
    var door = doors.open(slug, visitor);
    String address = hall.address(door, visitor);
    return showroom.show(
        door,
        "api:" + document + ":" + address,
        state -> body(new Teller(state, address).tell(document)));
  }

  private Showroom.Body body(Map<String, ?> value) {
    try {
      return Showroom.Body.of(JSON, mapper.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps of texts can be written", e);
    }
  }

  /** One page in these words. */
  private record Teller(PageState page, String address) {

    Map<String, ?> tell(Document document) {
      Map<String, @Nullable Object> told = new LinkedHashMap<>();
      told.put("page", about());
      switch (document) {
        case STATUS -> told.put("status", status());
        case SUMMARY -> {
          told.put("status", status());
          told.put("components", components(page.items().stream().map(PageState.Item::id)));
          told.put("incidents", incidents(PageState.Story::open));
          told.put(
              "scheduled_maintenances",
              windows(Stream.concat(page.active().stream(), page.upcoming().stream())));
        }
        case COMPONENTS ->
            told.put("components", components(page.items().stream().map(PageState.Item::id)));
        case INCIDENTS -> told.put("incidents", incidents(story -> true));
        case UNRESOLVED -> told.put("incidents", incidents(PageState.Story::open));
        case MAINTENANCES ->
            told.put("scheduled_maintenances", windows(page.nearest(MOST).stream()));
        case UPCOMING ->
            told.put(
                "scheduled_maintenances",
                windows(page.windows().stream().filter(window -> window.upcoming(page.at()))));
        case ACTIVE -> told.put("scheduled_maintenances", windows(page.active().stream()));
      }
      return told;
    }

    private Map<String, @Nullable Object> about() {
      Map<String, @Nullable Object> told = new LinkedHashMap<>();
      told.put("id", page.door().slug());
      told.put("name", page.look().name());
      told.put("url", address);
      told.put("time_zone", "Etc/UTC");
      told.put("updated_at", time(lastNews()));
      return told;
    }

    private Instant lastNews() {
      return page.incidents().stream()
          .map(PageState.Story::updatedAt)
          .max(Comparator.naturalOrder())
          .orElse(page.at());
    }

    private Map<String, ?> status() {
      return Map.of(
          "indicator", page.overall().indicator(), "description", page.overall().description());
    }

    private List<Map<String, @Nullable Object>> components(Stream<ComponentId> wanted) {
      Map<ComponentId, PageState.Item> all = new LinkedHashMap<>();
      page.items().forEach(item -> all.put(item.id(), item));
      List<Map<String, @Nullable Object>> told = new ArrayList<>();
      wanted.forEach(
          id -> {
            PageState.Item item = all.get(id);
            if (item != null) {
              told.add(component(item, told.size() + 1));
            }
          });
      return told;
    }

    private Map<String, @Nullable Object> component(PageState.Item item, int position) {
      ComponentStatus status = item.status();
      Map<String, @Nullable Object> told = new LinkedHashMap<>();
      told.put("id", item.id().text());
      told.put("name", item.name());
      told.put(
          "status", Speaker.lower(status == null ? ComponentStatus.DEGRADED_PERFORMANCE : status));
      told.put("known", status != null);
      told.put("position", position);
      told.put("description", item.description());
      told.put("showcase", true);
      told.put("group_id", null);
      told.put("group_name", item.group());
      told.put("page_id", page.door().slug());
      told.put("group", false);
      told.put("only_show_if_degraded", false);
      return told;
    }

    private List<Map<String, @Nullable Object>> incidents(
        java.util.function.Predicate<PageState.Story> which) {
      return page.incidents().stream().filter(which).limit(MOST).map(this::incident).toList();
    }

    private Map<String, @Nullable Object> incident(PageState.Story story) {
      Speaker english = new Speaker(page, PageLanguage.EN, "");
      Map<String, @Nullable Object> told = new LinkedHashMap<>();
      told.put("id", story.id());
      told.put("name", english.title(story));
      told.put("status", Speaker.lower(story.status()));
      told.put("impact", impact(story.impact()));
      told.put("created_at", time(story.startedAt()));
      told.put("updated_at", time(story.updatedAt()));
      told.put("started_at", time(story.startedAt()));
      told.put(
          "monitoring_at",
          story.updates().stream()
              .filter(update -> update.status() == IncidentStatus.MONITORING)
              .map(PageState.Told::at)
              .min(Comparator.naturalOrder())
              .map(StatuspageApi::time)
              .orElse(null));
      told.put("resolved_at", story.resolvedAt() == null ? null : time(story.resolvedAt()));
      told.put("shortlink", address + "/incidents/" + story.id());
      told.put("page_id", page.door().slug());
      told.put("components", components(story.components().stream()));
      told.put("incident_updates", updates(story, english));
      return told;
    }

    private static List<Map<String, @Nullable Object>> updates(
        PageState.Story story, Speaker english) {
      List<Map<String, @Nullable Object>> told = new ArrayList<>();
      for (PageState.Told update : story.updates()) {
        Map<String, @Nullable Object> one = new LinkedHashMap<>();
        one.put("id", story.id() + "-" + update.at().toEpochMilli());
        one.put("incident_id", story.id());
        one.put("status", Speaker.lower(update.status()));
        one.put("body", english.text(update));
        one.put("created_at", time(update.at()));
        one.put("updated_at", time(update.at()));
        one.put("display_at", time(update.at()));
        told.add(one);
      }
      return told;
    }

    private List<Map<String, @Nullable Object>> windows(Stream<PageState.Window> which) {
      return which.limit(MOST).map(this::window).toList();
    }

    private Map<String, @Nullable Object> window(PageState.Window window) {
      boolean active = window.active(page.at());
      boolean upcoming = window.upcoming(page.at());
      Map<String, @Nullable Object> told = new LinkedHashMap<>();
      told.put("id", window.id());
      told.put("name", window.name());
      told.put("status", active ? "in_progress" : upcoming ? "scheduled" : "completed");
      told.put("impact", "maintenance");
      told.put("created_at", time(window.announcedAt()));
      told.put("updated_at", time(window.updatedAt(page.at())));
      told.put("scheduled_for", time(window.startsAt()));
      told.put("scheduled_until", window.endsAt() == null ? null : time(window.endsAt()));
      told.put(
          "resolved_at",
          active || upcoming || window.endsAt() == null ? null : time(window.endsAt()));
      told.put("shortlink", address);
      told.put("page_id", page.door().slug());
      told.put("components", components(window.components().stream()));
      told.put("incident_updates", List.of());
      return told;
    }
  }

  /** Statuspage's words for how bad it is: a partial outage, which medium makes, is major there. */
  private static String impact(Impact impact) {
    return switch (impact) {
      case NONE -> "none";
      case LOW -> "minor";
      case MEDIUM, HIGH -> "major";
      case CRITICAL -> "critical";
    };
  }

  private static String time(Instant at) {
    return at.truncatedTo(java.time.temporal.ChronoUnit.MILLIS).toString();
  }
}
