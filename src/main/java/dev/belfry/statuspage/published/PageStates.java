package dev.belfry.statuspage.published;

import dev.belfry.incident.Impact;
import dev.belfry.incident.page.ComponentId;
import dev.belfry.incident.page.PageIncident;
import dev.belfry.incident.page.PageIncidents;
import dev.belfry.incident.page.PageUpdate;
import dev.belfry.maintenance.Maintenances;
import dev.belfry.maintenance.Planned;
import dev.belfry.monitor.MonitorId;
import dev.belfry.platform.database.Accounts;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.seal.Pepper;
import dev.belfry.result.DailyTimes;
import dev.belfry.result.TimeSums;
import dev.belfry.result.UptimePolicies;
import dev.belfry.result.UptimePolicy;
import dev.belfry.statuspage.ComponentStatus;
import dev.belfry.statuspage.PublicPages;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what a page tells, in a number of statements that does not depend on how much it is. */
@ApplicationScoped
public class PageStates {
  static final int DAYS = 90;

  /** How far ahead maintenance is told of. */
  private static final Duration AHEAD = Duration.ofDays(60);

  private static final int ID_BYTES = 8;

  private final PublicPages pages;
  private final Accounts accounts;
  private final DailyTimes times;
  private final UptimePolicies policies;
  private final PageIncidents incidents;
  private final Maintenances maintenances;
  private final Pepper pepper;
  private final InstantSource clock;

  PageStates(
      PublicPages pages,
      Accounts accounts,
      DailyTimes times,
      UptimePolicies policies,
      PageIncidents incidents,
      Maintenances maintenances,
      Pepper pepper,
      InstantSource clock) {
    this.pages = pages;
    this.accounts = accounts;
    this.times = times;
    this.policies = policies;
    this.incidents = incidents;
    this.maintenances = maintenances;
    this.pepper = pepper;
    this.clock = clock;
  }

  /** What is known of all monitors of a page. */
  private record Found(
      Map<MonitorId, Map<Instant, DailyTimes.Day>> days,
      UptimePolicy policy,
      List<PageIncident> incidents,
      List<Planned> planned) {}

  /**
   * @throws Problem 404 where the page is gone at this moment
   */
  public PageState of(PublicPages.Door door) {
    return accounts.in(door.account(), () -> read(door));
  }

  private PageState read(PublicPages.Door door) {
    PublicPages.Content content = pages.content(door).orElseThrow(Problem::notFound);
    Instant now = clock.instant();
    Set<MonitorId> monitors =
        content.parts().stream()
            .map(PublicPages.Part::monitor)
            .filter(java.util.Objects::nonNull)
            .collect(Collectors.toSet());
    Instant from = now.minus(Duration.ofDays(DAYS));
    PageIncidents.Asked about =
        new PageIncidents.Asked(
            monitors,
            content.parts().stream().map(PublicPages.Part::id).collect(Collectors.toSet()));
    List<PageIncident> told = incidents.touching(door.account(), about, from, now.plusSeconds(1));
    Found found =
        monitors.isEmpty()
            ? new Found(Map.of(), UptimePolicy.DEFAULT, told, List.of())
            : new Found(
                times.since(monitors, now.minus(Duration.ofDays(DAYS - 1L))),
                policies.of(door.account()),
                told,
                maintenances.touching(door.account(), monitors, from, now.plus(AHEAD)));
    return assemble(door, content, found, now);
  }

  private PageState assemble(
      PublicPages.Door door, PublicPages.Content content, Found found, Instant now) {
    List<PageState.Window> windows =
        found.planned().stream().map(one -> window(door, content, one, now)).toList();
    Set<ComponentId> maintained =
        windows.stream()
            .filter(window -> window.active(now))
            .flatMap(window -> window.components().stream())
            .collect(Collectors.toSet());
    List<PageState.Story> stories =
        found.incidents().stream().map(one -> story(door, content, one)).toList();
    Map<ComponentId, Impact> open = open(stories);
    List<PageState.Item> items =
        content.parts().stream()
            .map(part -> item(part, found, standing(part, maintained, open), now))
            .toList();
    return new PageState(
        door,
        new PageState.Look(
            content.name(),
            content.description(),
            content.logoUrl(),
            content.theme(),
            content.showLatency()),
        now,
        Overall.of(items.stream().map(PageState.Item::status).toList()),
        items,
        stories,
        windows);
  }

  private static @Nullable ComponentStatus standing(
      PublicPages.Part part, Set<ComponentId> maintained, Map<ComponentId, Impact> open) {
    return Standing.of(
        maintained.contains(part.id()) ? ComponentStatus.UNDER_MAINTENANCE : part.status(),
        open.getOrDefault(part.id(), Impact.NONE));
  }

  /** The worst that open incidents say of components. */
  private static Map<ComponentId, Impact> open(List<PageState.Story> stories) {
    Map<ComponentId, Impact> worst = new HashMap<>();
    for (PageState.Story story : stories) {
      if (story.open()) {
        story
            .components()
            .forEach(
                id ->
                    worst.merge(
                        id, story.impact(), BinaryOperator.maxBy(Comparator.naturalOrder())));
      }
    }
    return worst;
  }

  private static PageState.Item item(
      PublicPages.Part part, Found found, @Nullable ComponentStatus status, Instant now) {
    if (part.monitor() == null) {
      return new PageState.Item(
          part.id(), part.name(), part.description(), part.group(), status, List.of(), null);
    }
    Map<Instant, DailyTimes.Day> days = found.days().getOrDefault(part.monitor(), Map.of());
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    List<DayMark> marks =
        IntStream.rangeClosed(1 - DAYS, 0)
            .mapToObj(today::plusDays)
            .map(
                date ->
                    DayMark.of(
                        date,
                        days.get(date.atStartOfDay(ZoneOffset.UTC).toInstant()),
                        found.policy()))
            .toList();
    TimeSums all =
        days.values().stream().map(DailyTimes.Day::time).reduce(TimeSums.NONE, TimeSums::plus);
    return new PageState.Item(
        part.id(),
        part.name(),
        part.description(),
        part.group(),
        status,
        marks,
        found.policy().uptime(all));
  }

  private PageState.Story story(
      PublicPages.Door door, PublicPages.Content content, PageIncident incident) {
    List<PublicPages.Part> about = about(content, incident.monitors(), incident.components());
    Discretion discretion = new Discretion(about);
    return new PageState.Story(
        opaque(door, incident.id().text()),
        discretion.title(incident),
        incident.status(),
        incident.impact(),
        incident.startedAt(),
        incident.resolvedAt(),
        about.stream().map(PublicPages.Part::id).toList(),
        incident.updates().stream()
            .sorted(Comparator.comparing(PageUpdate::at).reversed())
            .map(
                update ->
                    new PageState.Told(
                        update.at(), update.status(), discretion.message(incident, update)))
            .toList());
  }

  private PageState.Window window(
      PublicPages.Door door, PublicPages.Content content, Planned planned, Instant now) {
    List<PublicPages.Part> about = about(content, planned.monitors(), Set.of());
    Discretion discretion = new Discretion(about);
    return new PageState.Window(
        opaque(door, planned.id().text() + planned.startsAt()),
        opaque(door, planned.id().text()),
        discretion.text(planned.name()),
        planned.description() == null ? null : discretion.text(planned.description()),
        announcedAt(planned, now),
        planned.startsAt(),
        planned.endsAt(),
        about.stream().map(PublicPages.Part::id).toList());
  }

  /** Its id is a UUIDv7, which begins with the milliseconds at which it was made (RFC 9562). */
  private static Instant announcedAt(Planned planned, Instant now) {
    Instant made =
        Instant.ofEpochMilli(planned.id().uuid().getMostSignificantBits() >>> Short.SIZE);
    return Stream.of(made, planned.startsAt(), now).min(Comparator.naturalOrder()).orElse(now);
  }

  private static List<PublicPages.Part> about(
      PublicPages.Content content, Set<MonitorId> monitors, Set<ComponentId> named) {
    return content.parts().stream()
        .filter(
            part ->
                named.contains(part.id())
                    || (part.monitor() != null && monitors.contains(part.monitor())))
        .toList();
  }

  /** An id that means something on this page only, and is no way back. */
  public String opaque(PublicPages.Door door, String id) {
    byte[] hash = pepper.hash("statuspage:" + door.id().text() + ":" + id);
    return HexFormat.of().formatHex(hash, 0, ID_BYTES);
  }
}
