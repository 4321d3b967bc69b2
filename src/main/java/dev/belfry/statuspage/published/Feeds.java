package dev.belfry.statuspage.published;

import dev.belfry.statuspage.PageLanguage;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;

/** Incidents as Atom (RFC 4287) and RSS 2.0, and maintenance as iCalendar (RFC 5545). */
@ApplicationScoped
class Feeds {
  private static final int MOST = 50;
  private static final int MOST_WINDOWS = 500;
  private static final int LINE_BYTES = 75;
  private static final DateTimeFormatter MAIL =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter CALENDAR =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Doorkeeper doors;
  private final Showroom showroom;
  private final PageHall hall;

  Feeds(Doorkeeper doors, Showroom showroom, PageHall hall) {
    this.doors = doors;
    this.showroom = showroom;
    this.hall = hall;
  }

  Showroom.Shown atom(String slug, Visitor visitor) {
    return show(slug, visitor, "application/atom+xml;charset=UTF-8", Feeds::atom);
  }

  Showroom.Shown rss(String slug, Visitor visitor) {
    return show(slug, visitor, "application/rss+xml;charset=UTF-8", Feeds::rss);
  }

  Showroom.Shown calendar(String slug, Visitor visitor) {
    return show(slug, visitor, "text/calendar;charset=UTF-8", Feeds::calendar);
  }

  private Showroom.Shown show(
      String slug, Visitor visitor, String type, BiFunction<Speaker, String, String> writer) {
    var door = doors.open(slug, visitor);
    PageLanguage language = Words.choose(visitor.lang, visitor.accepted(), door.language());
    String address = hall.address(door, visitor);
    return showroom.show(
        door,
        type + ":" + language + ":" + address,
        state ->
            Showroom.Body.of(type, writer.apply(new Speaker(state, language, address), address)));
  }

  private static String element(String name, String text) {
    return "<" + name + ">" + Markup.escaped(text) + "</" + name + ">\n";
  }

  private static List<PageState.Story> stories(Speaker speaker) {
    return speaker.state().incidents().stream().limit(MOST).toList();
  }

  private static String text(Speaker speaker, PageState.Story story) {
    StringBuilder text = new StringBuilder();
    for (PageHtml.Update update : speaker.entry(story).updates()) {
      text.append(update.statusText())
          .append(" (")
          .append(update.at())
          .append(")\n")
          .append(PlainText.of(update.html().getValue()))
          .append("\n\n");
    }
    return text.toString();
  }

  private static String atom(Speaker speaker, String address) {
    PageState page = speaker.state();
    StringBuilder feed = new StringBuilder(1_024);
    Instant news =
        page.incidents().stream()
            .map(PageState.Story::updatedAt)
            .max(Instant::compareTo)
            .orElse(Instant.EPOCH);
    feed.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        .append("<feed xmlns=\"http://www.w3.org/2005/Atom\">\n")
        .append(element("id", address))
        .append(element("title", page.look().name()))
        .append(element("updated", time(news)))
        .append("<author>")
        .append(element("name", page.look().name()))
        .append("</author>\n<link href=\"")
        .append(Markup.escaped(address))
        .append("\"/>\n<link rel=\"self\" href=\"")
        .append(Markup.escaped(address + "/history.atom"))
        .append("\"/>\n");
    stories(speaker).forEach(story -> feed.append(entry(speaker, story, address)));
    return feed.append("</feed>\n").toString();
  }

  private static String entry(Speaker speaker, PageState.Story story, String address) {
    String link = address + "/incidents/" + story.id();
    return "<entry>\n"
        + element("id", link)
        + element("title", speaker.title(story))
        + element("published", time(story.startedAt()))
        + element("updated", time(story.updatedAt()))
        + "<link href=\""
        + Markup.escaped(link)
        + "\"/>\n<content type=\"text\">"
        + Markup.escaped(text(speaker, story))
        + "</content>\n</entry>\n";
  }

  private static String rss(Speaker speaker, String address) {
    PageState page = speaker.state();
    StringBuilder feed = new StringBuilder(1_024);
    feed.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\">\n<channel>\n")
        .append(element("title", page.look().name()))
        .append(element("link", address))
        .append(element("description", speaker.say("history")));
    for (PageState.Story story : stories(speaker)) {
      String link = address + "/incidents/" + story.id();
      feed.append("<item>\n")
          .append(element("title", speaker.title(story)))
          .append(element("link", link))
          .append("<guid isPermaLink=\"true\">")
          .append(Markup.escaped(link))
          .append("</guid>\n")
          .append(element("pubDate", MAIL.format(story.startedAt())))
          // Readers take it for HTML, so it is escaped once for them and once for XML.
          .append(
              element("description", Markup.escaped(text(speaker, story)).replace("\n", "<br>")))
          .append("</item>\n");
    }
    return feed.append("</channel>\n</rss>\n").toString();
  }

  private static String calendar(Speaker speaker, String address) {
    PageState page = speaker.state();
    StringBuilder calendar = new StringBuilder(1_024);
    line(calendar, "BEGIN:VCALENDAR");
    line(calendar, "VERSION:2.0");
    line(calendar, "PRODID:-//Belfry//Status page//EN");
    line(calendar, "X-WR-CALNAME:" + value(page.look().name()));
    for (PageState.Window window : page.nearest(MOST_WINDOWS)) {
      line(calendar, "BEGIN:VEVENT");
      line(calendar, "UID:" + window.id() + "@" + value(hostOf(address)));
      line(calendar, "DTSTAMP:" + CALENDAR.format(window.updatedAt(page.at())));
      line(calendar, "DTSTART:" + CALENDAR.format(window.startsAt()));
      if (window.endsAt() != null) {
        line(calendar, "DTEND:" + CALENDAR.format(window.endsAt()));
      }
      line(calendar, "SUMMARY:" + value(window.name()));
      if (window.description() != null) {
        line(calendar, "DESCRIPTION:" + value(window.description()));
      }
      line(calendar, "URL:" + value(address));
      line(calendar, "END:VEVENT");
    }
    line(calendar, "END:VCALENDAR");
    return calendar.toString();
  }

  private static String hostOf(String address) {
    String host = URI.create(address).getHost();
    return host == null ? "localhost" : host;
  }

  /** A text as RFC 5545, section 3.3.11, has it; what begins a line anew becomes part of it. */
  static String value(String text) {
    return text.replace("\\", "\\\\")
        .replace(";", "\\;")
        .replace(",", "\\,")
        .replaceAll("\\R", "\\\\n")
        .replaceAll("\\p{Cntrl}", "");
  }

  /** Folded at 75 bytes, never within a character (RFC 5545, section 3.1). */
  static void line(StringBuilder calendar, String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      String character = Character.toString(c);
      int more = character.getBytes(StandardCharsets.UTF_8).length;
      if (bytes + more > LINE_BYTES) {
        calendar.append("\r\n ");
        bytes = 1;
      }
      calendar.append(character);
      bytes += more;
      i += Character.charCount(c);
    }
    calendar.append("\r\n");
  }

  private static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
