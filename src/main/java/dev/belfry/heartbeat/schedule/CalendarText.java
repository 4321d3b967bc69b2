package dev.belfry.heartbeat.schedule;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads calendars as systemd.time(7) describes them: {@code Mon..Fri *-*-1..7 09:00/15 UTC}, {@code
 * *-02~03}, {@code daily}. Not read are fractions of seconds and {@code @} with seconds of Unix.
 */
final class CalendarText {
  private static final int LONGEST = 200;
  private static final Map<String, String> SHORTHANDS =
      Map.of(
          "minutely", "*-*-* *:*:00",
          "hourly", "*-*-* *:00:00",
          "daily", "*-*-* 00:00:00",
          "weekly", "Mon *-*-* 00:00:00",
          "monthly", "*-*-01 00:00:00",
          "quarterly", "*-01,04,07,10-01 00:00:00",
          "semiannually", "*-01,07-01 00:00:00",
          "yearly", "*-01-01 00:00:00",
          "annually", "*-01-01 00:00:00");
  private static final Pattern DATE =
      Pattern.compile("(?:([0-9*,./]+)-)?([0-9*,./]+)([-~])([0-9*,./]+)");
  private static final Pattern TIME =
      Pattern.compile("([0-9*,./]+):([0-9*,./]+)(?::([0-9*,./]+))?");
  private static final List<String> WEEKDAYS =
      List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");
  private static final int SHORTEST_NAME = 3;

  /**
   * @param zone null where the text names none
   */
  record Parsed(CalendarTimes times, @Nullable ZoneId zone) {}

  private CalendarText() {}

  static Parsed parse(String text) {
    if (text.length() > LONGEST) {
      throw new BadSchedule("has more than " + LONGEST + " characters");
    }
    Deque<String> words = new ArrayDeque<>(List.of(text.strip().split("\\s+")));
    ZoneId zone = null;
    if (words.size() > 1 && isName(words.getLast())) {
      zone = zone(words.removeLast());
    }
    String shorthand =
        words.size() == 1 ? SHORTHANDS.get(words.getFirst().toLowerCase(Locale.ROOT)) : null;
    if (shorthand != null) {
      words = new ArrayDeque<>(List.of(shorthand.split(" ")));
    }
    return new Parsed(times(words), zone);
  }

  private static boolean isName(String word) {
    return Character.isLetter(word.charAt(0)) && !isWeekdays(word);
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new BadSchedule("ends with \"" + name + "\", which is no time zone");
    }
  }

  private static CalendarTimes times(Deque<String> words) {
    Set<DayOfWeek> weekdays =
        !words.isEmpty() && isWeekdays(words.getFirst())
            ? weekdays(words.removeFirst())
            : EnumSet.allOf(DayOfWeek.class);
    Matcher date = DATE.matcher(words.isEmpty() ? "" : words.getFirst());
    boolean dated = date.matches();
    if (dated) {
      words.removeFirst();
    }
    Matcher time = TIME.matcher(words.isEmpty() ? "" : words.getFirst());
    boolean timed = time.matches();
    if (timed) {
      words.removeFirst();
    }
    if (!words.isEmpty()) {
      throw new BadSchedule(
          "has \"" + words.getFirst() + "\" where a weekday, a date or a time is expected");
    }
    CalendarField hours = timed ? part(time.group(1), "hour", 0, 23) : one(23);
    CalendarField minutes = timed ? part(time.group(2), "minute", 0, 59) : one(59);
    CalendarField seconds =
        timed && time.group(3) != null ? part(time.group(3), "second", 0, 59) : one(59);
    return new CalendarTimes(
        weekdays,
        year(dated ? date.group(1) : null).values(CalendarTimes.LAST_YEAR),
        (dated ? part(date.group(2), "month", 1, 12) : CalendarField.any(1, 12)).values(12),
        dated
            ? CalendarField.parse(date.group(4), "day", 1, 31, date.group(3).equals("~"))
            : CalendarField.any(1, 31),
        new CalendarTimes.Clock(hours.values(23), minutes.values(59), seconds.values(59)),
        hours.isAny() || minutes.isAny());
  }

  private static CalendarField year(@Nullable String text) {
    return text == null
        ? CalendarField.any(CalendarTimes.FIRST_YEAR, CalendarTimes.LAST_YEAR)
        : part(text, "year", CalendarTimes.FIRST_YEAR, CalendarTimes.LAST_YEAR);
  }

  private static CalendarField part(String text, String name, int least, int most) {
    return CalendarField.parse(text, name, least, most, false);
  }

  /** What is left out of a time is zero. */
  private static CalendarField one(int most) {
    return part("0", "time", 0, most);
  }

  private static boolean isWeekdays(String word) {
    String first = word.split("[,.]", 2)[0];
    return weekday(first) >= 0;
  }

  private static Set<DayOfWeek> weekdays(String text) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String part : text.replaceFirst(",$", "").split(",", -1)) {
      String[] ends = part.split("\\.\\.", 2);
      int first = weekday(ends[0]);
      int last = weekday(ends[ends.length - 1]);
      if (first < 0 || last < 0) {
        throw new BadSchedule("has \"" + part + "\" where a weekday is expected");
      }
      for (int day = first; ; day = (day + 1) % WEEKDAYS.size()) {
        days.add(DayOfWeek.of(day + 1));
        if (day == last) {
          break;
        }
      }
    }
    return days;
  }

  /** The whole name of a day or its first three letters; -1 where it is none. */
  private static int weekday(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (int day = 0; day < WEEKDAYS.size(); day++) {
      String whole = WEEKDAYS.get(day);
      if (lower.equals(whole) || lower.equals(whole.substring(0, SHORTEST_NAME))) {
        return day;
      }
    }
    return -1;
  }
}
