package dev.belfry.statuspage.published;

import dev.belfry.incident.page.ComponentId;
import dev.belfry.platform.problem.Problem;
import dev.belfry.statuspage.ComponentStatus;
import dev.belfry.statuspage.PageLanguage;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Small pictures for other pages: what it is, and how it stands. */
@ApplicationScoped
class Badges {
  private static final String TYPE = "image/svg+xml;charset=UTF-8";

  /** Loaded by itself it may style itself and nothing more. */
  private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'";

  private static final int LONGEST = 60;
  private static final int NARROW = 7;
  private static final int WIDE = 13;
  private static final int MARGIN = 10;
  private static final double GOOD = 99.9;
  private static final double FAIR = 99;

  private static final String GREEN = "#1a7f37";
  private static final String BLUE = "#0757ba";
  private static final String YELLOW = "#8a6100";
  private static final String ORANGE = "#b35900";
  private static final String RED = "#b3131f";
  private static final String GREY = "#545c66";

  private final Doorkeeper doors;
  private final Showroom showroom;

  Badges(Doorkeeper doors, Showroom showroom) {
    this.doors = doors;
    this.showroom = showroom;
  }

  Showroom.Shown overall(String slug, Visitor visitor) {
    return show(
        slug,
        visitor,
        "overall",
        (state, words) ->
            svg(
                words.say("status"),
                new Speaker(state, words.language(), "").overall(),
                colour(state.overall())));
  }

  Showroom.Shown component(String slug, ComponentId id, Visitor visitor) {
    return show(
        slug,
        visitor,
        "status:" + id.text(),
        (state, words) -> {
          PageState.Item item = item(state, id);
          return svg(
              item.name(),
              words.say(item.status() == null ? "no_data" : Speaker.lower(item.status())),
              colour(item.status()));
        });
  }

  Showroom.Shown uptime(String slug, ComponentId id, Visitor visitor) {
    return show(
        slug,
        visitor,
        "uptime:" + id.text(),
        (state, words) -> {
          PageState.Item item = item(state, id);
          return svg(item.name(), words.percent(item.uptime()), colour(item.uptime()));
        });
  }

  private Showroom.Shown show(
      String slug, Visitor visitor, String what, BiFunction<PageState, Words, String> painter) {
    var door = doors.open(slug, visitor);
    PageLanguage language = Words.choose(visitor.lang, visitor.accepted(), door.language());
    return showroom.show(
        door,
        "badge:" + what + ":" + language,
        state -> {
          Showroom.Body body = Showroom.Body.of(TYPE, painter.apply(state, Words.in(language)));
          return new Showroom.Body(body.type(), body.bytes(), POLICY);
        });
  }

  /**
   * @throws Problem 404 where the page has no such component
   */
  private static PageState.Item item(PageState state, ComponentId id) {
    return state.items().stream()
        .filter(item -> item.id().equals(id))
        .findFirst()
        .orElseThrow(Problem::notFound);
  }

  private static String colour(Overall overall) {
    return switch (overall) {
      case UNKNOWN -> GREY;
      case OPERATIONAL -> GREEN;
      case MAINTENANCE -> BLUE;
      case DEGRADED -> YELLOW;
      case PARTIAL_OUTAGE -> ORANGE;
      case MAJOR_OUTAGE -> RED;
    };
  }

  private static String colour(@Nullable ComponentStatus status) {
    return status == null
        ? GREY
        : switch (status) {
          case OPERATIONAL -> GREEN;
          case UNDER_MAINTENANCE -> BLUE;
          case DEGRADED_PERFORMANCE -> YELLOW;
          case PARTIAL_OUTAGE -> ORANGE;
          case MAJOR_OUTAGE -> RED;
        };
  }

  private static String colour(@Nullable Double uptime) {
    return uptime == null ? GREY : uptime >= GOOD ? GREEN : uptime >= FAIR ? YELLOW : RED;
  }

  static String svg(String label, String value, String colour) {
    String left = shortened(label);
    String right = shortened(value);
    int from = width(left);
    int all = from + width(right);
    String name = Markup.escaped(left + ": " + right);
    return """
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="22" role="img" aria-label="%2$s"><title>%2$s</title>\
        <rect width="%1$d" height="22" rx="4" fill="#32383f"/><path d="M%3$d 0h%4$da4 4 0 0 1 4 4v14a4 4 0 0 1-4 4h-%4$dz" fill="%5$s"/>\
        <g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="12">\
        <text x="%6$d" y="15.5">%7$s</text><text x="%8$d" y="15.5">%9$s</text></g></svg>
        """
        .formatted(
            all,
            name,
            from,
            all - from - 4,
            colour,
            from / 2,
            Markup.escaped(left),
            (from + all) / 2,
            Markup.escaped(right));
  }

  private static String shortened(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST - 1)) + "…";
  }

  /** About as wide as it is drawn: letters of East Asia take twice as much. */
  private static int width(String text) {
    return 2 * MARGIN + text.codePoints().map(c -> c < 0x1100 ? NARROW : WIDE).sum();
  }
}
