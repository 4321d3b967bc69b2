package dev.belfry.statuspage.published;

import dev.belfry.incident.Impact;
import dev.belfry.incident.IncidentStatus;
import dev.belfry.incident.page.ComponentId;
import dev.belfry.statuspage.ComponentStatus;
import dev.belfry.statuspage.PublicPages;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that a page tells at one moment, and nothing that outsiders must not read.
 *
 * @param incidents the newest first
 * @param windows of maintenance, by start
 */
public record PageState(
    PublicPages.Door door,
    Look look,
    Instant at,
    Overall overall,
    List<Item> items,
    List<Story> incidents,
    List<Window> windows) {
  /** So many times of a maintenance that comes again are told of. */
  private static final int NEXT = 2;

  private static final Duration RECENTLY = Duration.ofDays(14);

  /** How the page looks. */
  public record Look(
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
  public record Item(
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
  public record Story(
      String id,
      @Nullable String title,
      IncidentStatus status,
      Impact impact,
      Instant startedAt,
      @Nullable Instant resolvedAt,
      List<ComponentId> components,
      List<Told> updates) {
    public boolean open() {
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
  public record Told(Instant at, IncidentStatus status, @Nullable String message) {}

  /**
   * Maintenance, once.
   *
   * @param id of this page only
   * @param series the same of each time that it comes again; of this page only
   * @param announcedAt when it was planned; never to come
   */
  public record Window(
      String id,
      String series,
      String name,
      @Nullable String description,
      Instant announcedAt,
      Instant startsAt,
      @Nullable Instant endsAt,
      List<ComponentId> components) {
    boolean active(Instant now) {
      return !startsAt.isAfter(now) && (endsAt == null || endsAt.isAfter(now));
    }

    public boolean upcoming(Instant now) {
      return startsAt.isAfter(now);
    }

    /** When there was something new of it: planned, begun or over. */
    Instant updatedAt(Instant now) {
      Instant last = startsAt.isAfter(now) ? announcedAt : startsAt;
      return endsAt == null || endsAt.isAfter(now) ? last : endsAt;
    }
  }

  List<Window> active() {
    return windows.stream().filter(window -> window.active(at)).toList();
  }

  /** Of what comes again and again only the next times. */
  List<Window> upcoming() {
    Map<String, Integer> told = new HashMap<>();
    return windows.stream()
        .filter(window -> window.upcoming(at))
        .filter(window -> told.merge(window.series(), 1, Integer::sum) <= NEXT)
        .toList();
  }

  /** At most so many, those around now rather than others; by start. */
  List<Window> nearest(int most) {
    return windows.stream()
        .sorted(Comparator.comparing(window -> Duration.between(window.startsAt(), at).abs()))
        .limit(most)
        .sorted(Comparator.comparing(Window::startsAt).thenComparing(Window::id))
        .toList();
  }

  Stream<Story> over() {
    return incidents.stream().filter(story -> !story.open());
  }

  /** Those that ended in the last days, and no more than so many. */
  Stream<Story> recent(int most) {
    return over().filter(story -> at.minus(RECENTLY).isBefore(story.updatedAt())).limit(most);
  }

  List<Story> open() {
    return incidents.stream().filter(Story::open).toList();
  }

  /** What an incident is called. */
  public String titleOf(Story story, Words words) {
    return story.title() == null
        ? words.say("is_down", nameOf(story.components().getFirst()))
        : story.title();
  }

  /** How a component is called. */
  public String nameOf(ComponentId id) {
    return items.stream()
        .filter(item -> item.id().equals(id))
        .map(Item::name)
        .findFirst()
        .orElse("");
  }
}
