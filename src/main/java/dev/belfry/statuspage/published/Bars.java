package dev.belfry.statuspage.published;

import dev.belfry.statuspage.published.DayMark.Level;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Days as a drawing. Days of one kind are one path, whose dashes they are, so that a page of a
 * thousand components stays small; those with something to tell stand taller and say it.
 */
final class Bars {
  private static final int STEP = 4;
  private static final int WIDTH = 3;
  private static final int HEIGHT = 34;
  private static final int MIDDLE = HEIGHT / 2;

  /** The middle of days that stand less tall. */
  private static final int LOW = 20;

  private static final int CHART = 40;

  /** In so many days there are response times of all that has them. */
  private static final int NEW_DAYS = 2;

  private Bars() {}

  /**
   * An image that tells in words what it shows.
   *
   * @param each whether each day that was not like others tells of itself; otherwise it is a dash
   */
  static String uptime(PageState.Item item, Words words, boolean each) {
    StringBuilder svg = new StringBuilder(400);
    List<DayMark> days = item.days();
    svg.append("<svg class=\"bars\" viewBox=\"0 0 ")
        .append(days.size() * STEP)
        .append(' ')
        .append(HEIGHT)
        .append("\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"")
        .append(Markup.escaped(label(item, words)))
        .append("\">");
    for (Level level : Level.values()) {
      if (isQuiet(level) || !each) {
        dashes(svg, days, level);
      }
    }
    for (int i = 0; i < days.size() && each; i++) {
      if (!isQuiet(days.get(i).level())) {
        mark(svg, days.get(i), i, words);
      }
    }
    return svg.append("</svg>").toString();
  }

  private static void dashes(StringBuilder svg, List<DayMark> days, Level level) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < days.size(); ) {
      int end = i;
      while (end < days.size() && days.get(end).level() == level) {
        end++;
      }
      if (end > i) {
        path.append('M')
            .append(i * STEP)
            .append(' ')
            .append(isQuiet(level) ? LOW : MIDDLE)
            .append('h')
            .append((end - i) * STEP - 1);
      }
      i = Math.max(end, i + 1);
    }
    if (!path.isEmpty()) {
      svg.append("<path class=\"")
          .append(isQuiet(level) ? "" : "x ")
          .append(name(level))
          .append("\" d=\"")
          .append(path)
          .append("\"/>");
    }
  }

  private static String label(PageState.Item item, Words words) {
    long bad = item.days().stream().filter(day -> isBad(day.level())).count();
    return words.say("uptime_label", words.percent(item.uptime()))
        + " "
        + words.say("bad_days", bad);
  }

  private static boolean isQuiet(Level level) {
    return level == Level.UP || level == Level.NO_DATA;
  }

  private static boolean isBad(Level level) {
    return level == Level.SOME || level == Level.MUCH;
  }

  private static void mark(StringBuilder svg, DayMark day, int index, Words words) {
    svg.append("<rect class=\"")
        .append(name(day.level()))
        .append("\" x=\"")
        .append(index * STEP)
        .append("\" width=\"")
        .append(WIDTH)
        .append("\" height=\"")
        .append(HEIGHT)
        .append("\"><title>")
        .append(Markup.escaped(text(day, words)))
        .append("</title></rect>");
  }

  /** A day in words. */
  static String text(DayMark day, Words words) {
    String date = words.date(day.date());
    if (day.level() == Level.MAINTENANCE) {
      return words.say("day_maintenance", date);
    }
    return day.down().isZero()
        ? words.say("day_text", date, words.percent(day.uptime()))
        : words.say("day_down", date, words.percent(day.uptime()), words.length(day.down()));
  }

  private static String name(Level level) {
    return "d-" + level.name().toLowerCase(Locale.ROOT);
  }

  static boolean hasLatency(PageState.Item item) {
    return !latencies(item).isEmpty();
  }

  /** How fast it answered, in words; null where nothing of that is known after its first days. */
  static @Nullable String latencyText(PageState.Item item, Words words) {
    List<Integer> known = latencies(item);
    if (!known.isEmpty()) {
      return words.say("latency_label", most(known), known.getLast());
    }
    long days = item.days().stream().filter(day -> day.level() != Level.NO_DATA).count();
    return days < NEW_DAYS ? words.say("latency_none") : null;
  }

  private static List<Integer> latencies(PageState.Item item) {
    return item.days().stream().map(DayMark::latencyMs).filter(Objects::nonNull).toList();
  }

  private static int most(List<Integer> known) {
    return Math.max(1, known.stream().max(Integer::compare).orElse(1));
  }

  /** The same as a drawing; of days of which it is known. */
  static String latency(PageState.Item item, Words words) {
    int most = most(latencies(item));
    StringBuilder line = new StringBuilder();
    int drawn = 0;
    int last = 0;
    for (int i = 0; i < item.days().size(); i++) {
      Integer ms = item.days().get(i).latencyMs();
      if (ms == null) {
        drawn = 0;
        continue;
      }
      int y = CHART - 2 - (int) ((CHART - 4L) * ms / most);
      if (drawn == 0) {
        // A day alone is a dot.
        line.append('M').append(i * STEP + 1).append(' ').append(y).append("h1");
      } else {
        // From the day before, in few bytes: the dot is a part of the first step.
        line.append(drawn == 1 ? "l3" : " 4").append(y < last ? "" : " ").append(y - last);
      }
      drawn++;
      last = y;
    }
    return "<svg class=\"chart\" viewBox=\"0 0 "
        + item.days().size() * STEP
        + " "
        + CHART
        + "\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\""
        + Markup.escaped(words.say("latency_label", most, latencies(item).getLast()))
        + "\"><path d=\""
        + line
        + "\"/></svg>";
  }
}
