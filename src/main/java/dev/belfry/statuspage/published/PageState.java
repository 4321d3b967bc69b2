package dev.belfry.statuspage.published;

import dev.belfry.incident.Impact;
import dev.belfry.incident.IncidentStatus;
import dev.belfry.statuspage.ComponentId;
import dev.belfry.statuspage.ComponentStatus;
import dev.belfry.statuspage.PublicPages;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a page tells at one moment, and nothing that outsiders must not read.
 *
 * @param incidents the newest first
 * @param windows of maintenance, by start
 */
record PageState(
    PublicPages.Door door,
    Look look,
    Instant at,
    Overall overall,
    List<Item> items,
    List<Story> incidents,
    List<Window> windows) {

  /** How the page looks. */
  record Look(
      String name,
      @Nullable String description,
      @Nullable String logoUrl,
      dev.belfry.statuspage.PageTheme theme,
      boolean latency) {}

  /**
   * A component.
   *
   * @param status null where nothing is known
   * @param days the oldest first; empty where no monitor knows
   * @param uptime of these days, percent
   */
  record Item(
      ComponentId id,
      String name,
      @Nullable String description,
      @Nullable String group,
      @Nullable ComponentStatus status,
      List<DayMark> days,
      @Nullable Double uptime) {}

  /**
   * An incident.
   *
   * @param id of this page only
   * @param title null where a monitor opened it: that the first of its components is down
   */
  record Story(
      String id,
      @Nullable String title,
      IncidentStatus status,
      Impact impact,
      Instant startedAt,
      @Nullable Instant resolvedAt,
      List<ComponentId> components,
      List<Told> updates) {
    boolean open() {
      return resolvedAt == null;
    }

    Instant updatedAt() {
      return updates.stream().map(Told::at).max(Instant::compareTo).orElse(startedAt);
    }
  }

  /**
   * What was told of an incident.
   *
   * @param message null where Belfry says it in the reader's language, by the status
   */
  record Told(Instant at, IncidentStatus status, @Nullable String message) {}

  /**
   * Maintenance, once.
   *
   * @param id of this page only
   */
  record Window(
      String id,
      String name,
      @Nullable String description,
      Instant startsAt,
      @Nullable Instant endsAt,
      List<ComponentId> components) {
    boolean active(Instant now) {
      return !startsAt.isAfter(now) && (endsAt == null || endsAt.isAfter(now));
    }

    boolean upcoming(Instant now) {
      return startsAt.isAfter(now);
    }
  }

  List<Window> active() {
    return windows.stream().filter(window -> window.active(at)).toList();
  }

  List<Window> upcoming() {
    return windows.stream().filter(window -> window.upcoming(at)).toList();
  }

  List<Story> open() {
    return incidents.stream().filter(Story::open).toList();
  }

  /** What an incident is called. */
  String titleOf(Story story, Words words) {
    return story.title() == null
        ? words.say("is_down", nameOf(story.components().getFirst()))
        : story.title();
  }

  /** How a component is called. */
  String nameOf(ComponentId id) {
    return items.stream()
        .filter(item -> item.id().equals(id))
        .map(Item::name)
        .findFirst()
        .orElse("");
  }
}
