package dev.belfry.statuspage.published;

import dev.belfry.incident.IncidentStatus;
import dev.belfry.incident.page.ComponentId;
import dev.belfry.incident.text.Markdown;
import dev.belfry.statuspage.ComponentStatus;
import dev.belfry.statuspage.PageLanguage;
import io.quarkus.qute.RawString;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what a page tells in the words of one language. */
final class Speaker {
  /** So many components of an incident are named; of more, how many there are. */
  private static final int NAMED = 10;

  /** In how many open incidents the first page tells all. */
  private static final int MOST_STORIES = 50;

  /** So many that are over are on the first page. */
  private static final int RECENT = 10;

  /** Those that people write stand below that of the incident. */
  private static final Pattern HEADING = Pattern.compile("(</?)h[1-6]>");

  /** In up to so many components each day tells of itself; of more, the page would be huge. */
  private static final int IN_DETAIL = 100;

  private final PageState page;
  private final Words words;
  private final String base;

  Speaker(PageState page, PageLanguage language, String base) {
    this.page = page;
    this.words = Words.in(language);
    this.base = base;
  }

  PageHtml html(String title) {
    return new PageHtml(
        frame(title),
        lower(page.overall()),
        overall(),
        page.items().stream().anyMatch(item -> !item.days().isEmpty()),
        groups(),
        page.open().stream().limit(MOST_STORIES).map(this::entry).toList(),
        page.over().map(this::entry).toList(),
        page.recent(RECENT).map(this::entry).toList(),
        page.active().stream().map(this::planned).toList(),
        page.upcoming().stream().map(this::planned).toList());
  }

  PageState state() {
    return page;
  }

  String say(String key) {
    return words.say(key);
  }

  String overall() {
    return words.say(
        switch (page.overall()) {
          case UNKNOWN -> "unknown_now";
          case OPERATIONAL -> "all_operational";
          case MAINTENANCE -> "maintenance_now";
          case DEGRADED -> "degraded_now";
          case PARTIAL_OUTAGE -> "partial_now";
          case MAJOR_OUTAGE -> "major_now";
        });
  }

  private PageHtml.Frame frame(String title) {
    PageState.Look look = page.look();
    return frame(
        words, look, new Place(title, base, page.door().noindex(), Forms.invites(page.door())));
  }

  /** Where a page is. */
  record Place(String title, String base, boolean noindex, boolean subscribe) {}

  static PageHtml.Frame frame(Words words, PageState.Look look, Place place) {
    return new PageHtml.Frame(
        words.tag(),
        lower(
            look.theme().mode() == null
                ? dev.belfry.statuspage.PageTheme.Mode.AUTO
                : look.theme().mode()),
        place.title(),
        look.name(),
        look.description(),
        look.logoUrl(),
        place.noindex(),
        place.subscribe(),
        place.base(),
        place.base().isEmpty() ? "/" : place.base(),
        new RawString(Style.of(look.theme(), look.logoUrl()).text()),
        words.texts(),
        Arrays.stream(PageLanguage.values())
            .map(
                language ->
                    new PageHtml.Tongue(
                        Words.in(language).tag(),
                        language.locale().getDisplayLanguage(language.locale()),
                        Words.in(language).tag().equals(words.tag())))
            .toList());
  }

  /** Those without a group first, then groups in the order in which they begin. */
  private List<PageHtml.Group> groups() {
    Map<String, List<PageHtml.Row>> found = new LinkedHashMap<>();
    found.put("", new ArrayList<>());
    page.items()
        .forEach(
            item ->
                found
                    .computeIfAbsent(
                        item.group() == null ? "" : item.group(), none -> new ArrayList<>())
                    .add(row(item)));
    return found.entrySet().stream()
        .filter(entry -> !entry.getValue().isEmpty())
        .map(
            entry ->
                new PageHtml.Group(
                    entry.getKey().isEmpty() ? null : entry.getKey(), entry.getValue()))
        .toList();
  }

  private PageHtml.Row row(PageState.Item item) {
    boolean watched = !item.days().isEmpty();
    boolean timed = page.look().latency() && watched && Bars.hasLatency(item);
    return new PageHtml.Row(
        item.name(),
        item.description(),
        item.status() == null ? "no_data" : lower(item.status()),
        status(item.status()),
        watched ? new RawString(Bars.uptime(item, words, page.items().size() <= IN_DETAIL)) : null,
        watched
            ? item.uptime() == null
                ? words.say("no_data")
                : words.say("uptime_90", words.percent(item.uptime()))
            : null,
        timed ? new RawString(Bars.latency(item, words)) : null,
        page.look().latency() && watched ? Bars.latencyText(item, words) : null);
  }

  String status(@Nullable ComponentStatus status) {
    return words.say(status == null ? "no_data" : lower(status));
  }

  PageHtml.Entry entry(PageState.Story story) {
    return new PageHtml.Entry(
        story.id(),
        title(story),
        lower(story.status()),
        status(story.status()),
        lower(story.impact()),
        words.say(
            "impact",
            words.say(
                story.impact() == dev.belfry.incident.Impact.NONE
                    ? "none_impact"
                    : lower(story.impact()))),
        affected(story.components()),
        when(story),
        story.updates().stream().map(this::update).toList());
  }

  private PageHtml.Update update(PageState.Told told) {
    return new PageHtml.Update(
        status(told.status()),
        words.time(told.at()),
        told.at().toString(),
        new RawString(html(told)));
  }

  String title(PageState.Story story) {
    return page.titleOf(story, words);
  }

  /** Without the marks that people wrote. */
  String text(PageState.Told told) {
    return PlainText.of(html(told));
  }

  private String html(PageState.Told told) {
    return HEADING
        .matcher(
            Markdown.html(told.message() == null ? words.neutral(told.status()) : told.message()))
        .replaceAll("$1h4>");
  }

  private String status(IncidentStatus status) {
    return words.say(lower(status));
  }

  private String when(PageState.Story story) {
    return story.resolvedAt() == null
        ? words.say("since", words.time(story.startedAt()))
        : words.say("from_to", words.time(story.startedAt()), words.time(story.resolvedAt()))
            + " · "
            + words.say(
                "lasted", words.length(Duration.between(story.startedAt(), story.resolvedAt())));
  }

  private String affected(List<ComponentId> components) {
    String names =
        components.stream().limit(NAMED).map(page::nameOf).collect(Collectors.joining(", "));
    int more = components.size() - NAMED;
    return words.say("affected", more > 0 ? names + ", +" + more : names);
  }

  private PageHtml.Planned planned(PageState.Window window) {
    return new PageHtml.Planned(
        window.name(),
        window.description(),
        affected(window.components()),
        window.endsAt() == null
            ? words.say("from_on", words.time(window.startsAt()))
            : words.say("from_to", words.time(window.startsAt()), words.time(window.endsAt())));
  }

  static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
