package dev.belfry.statuspage.published;

import dev.belfry.statuspage.published.DayMark.Level;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Days as a drawing. Days like their neighbours are one line of dashes, so that a page of a
 * thousand components stays small; those with something to tell stand taller and say it.
 */
final class Bars {
  private static final int STEP = 4;
  private static final int WIDTH = 3;
  private static final int HEIGHT = 34;
  private static final int MIDDLE = 20;
  private static final int CHART = 40;

  private Bars() {}

  /**
   * An image that tells in words what it shows.
   *
   * @param each whether each day that was not like others tells of itself; otherwise it is a stroke
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
    for (int i = 0; i < days.size(); ) {
      int end = i + 1;
      Level level = days.get(i).level();
      if (isQuiet(level)) {
        while (end < days.size() && days.get(end).level() == level) {
          end++;
        }
        run(svg, level, i, end - i);
      } else if (each) {
        mark(svg, days.get(i), i, words);
      }
      i = end;
    }
    if (!each) {
      strokes(svg, days);
    }
    return svg.append("</svg>").toString();
  }

  private static void strokes(StringBuilder svg, List<DayMark> days) {
    for (Level level : Level.values()) {
      StringBuilder path = new StringBuilder();
      for (int i = 0; i < days.size(); i++) {
        if (!isQuiet(level) && days.get(i).level() == level) {
          path.append('M').append(i * STEP).append(" 0h3v34h-3");
        }
      }
      if (!path.isEmpty()) {
        svg.append("<path class=\"x ")
            .append(name(level))
            .append("\" d=\"")
            .append(path)
            .append("\"/>");
      }
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

  private static void run(StringBuilder svg, Level level, int first, int number) {
    svg.append("<path class=\"")
        .append(name(level))
        .append("\" d=\"M")
        .append(first * STEP)
        .append(' ')
        .append(MIDDLE)
        .append('h')
        .append(number * STEP - 1)
        .append("\"/>");
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

  /** How fast it answered by day; null where that is not known of two days at least. */
  static @Nullable String latency(PageState.Item item, Words words) {
    List<Integer> known =
        item.days().stream().map(DayMark::latencyMs).filter(Objects::nonNull).toList();
    if (known.size() < 2) {
      return null;
    }
    int most = Math.max(1, known.stream().max(Integer::compare).orElse(1));
    StringBuilder line = new StringBuilder();
    boolean drawing = false;
    for (int i = 0; i < item.days().size(); i++) {
      Integer ms = item.days().get(i).latencyMs();
      if (ms != null) {
        int y = CHART - 2 - (int) ((CHART - 4L) * ms / most);
        line.append(drawing ? 'L' : 'M').append(i * STEP + 1).append(' ').append(y);
        // A day alone is a dot.
        line.append(drawing ? "" : "h1");
      }
      drawing = ms != null;
    }
    String label = words.say("latency_label", most, known.getLast());
    return "<svg class=\"chart\" viewBox=\"0 0 "
        + item.days().size() * STEP
        + " "
        + CHART
        + "\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\""
        + Markup.escaped(label)
        + "\"><path d=\""
        + line
        + "\"/></svg>";
  }
}
