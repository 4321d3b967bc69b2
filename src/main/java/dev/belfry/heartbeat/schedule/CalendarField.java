package dev.belfry.heartbeat.schedule;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One number of a calendar: any, or a list of values, ranges ({@code a..b}) and repetitions ({@code
 * a/n}, {@code a..b/n}).
 *
 * @param fromEnd counted from the last day of the month, which is 1
 */
record CalendarField(List<Part> parts, int least, int most, boolean fromEnd) {
  private static final Pattern PART =
      Pattern.compile("(\\*|\\d{1,4})(?:\\.\\.(\\d{1,4}))?(?:/(\\d{1,4}))?");
  private static final int MOST_PARTS = 60;

  /** From the first to the last by steps. */
  record Part(int first, int last, int step) {}

  static CalendarField any(int least, int most) {
    return new CalendarField(List.of(new Part(least, most, 1)), least, most, false);
  }

  /**
   * @param name of the number, for people
   */
  static CalendarField parse(String text, String name, int least, int most, boolean fromEnd) {
    List<Part> parts = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      Matcher found = PART.matcher(part);
      if (!found.matches() || part.startsWith("*..")) {
        throw new BadSchedule(
            "has \"" + part + "\" for the " + name + ", which is no number, range or repetition");
      }
      parts.add(part(found, name, least, most, fromEnd));
    }
    if (parts.size() > MOST_PARTS) {
      throw new BadSchedule("has more than " + MOST_PARTS + " values for the " + name);
    }
    return new CalendarField(List.copyOf(parts), least, most, fromEnd);
  }

  private static Part part(Matcher found, String name, int least, int most, boolean fromEnd) {
    boolean any = found.group(1).equals("*");
    int first = any ? least : number(found.group(1), name, least, most);
    int step = found.group(3) == null ? 1 : number(found.group(3), "repetition", 1, most);
    if (found.group(2) != null) {
      int last = number(found.group(2), name, least, most);
      if (fromEnd ? last > first : last < first) {
        throw new BadSchedule(
            "has the range " + found.group() + " for the " + name + ", which is empty");
      }
      return new Part(first, last, step);
    }
    boolean open = any || found.group(3) != null;
    return new Part(first, open ? (fromEnd ? least : most) : first, step);
  }

  private static int number(String text, String name, int least, int most) {
    int value = Integer.parseInt(text);
    if (name.equals("year") && text.length() <= 2) {
      value += value < 70 ? 2000 : 1900;
    }
    if (value < least || value > most) {
      throw new BadSchedule(
          "has " + text + " for the " + name + ", which goes from " + least + " to " + most);
    }
    return value;
  }

  boolean isAny() {
    return values(most).cardinality() == most - least + 1;
  }

  /**
   * The values that it means.
   *
   * @param length where it is counted from an end, the end
   */
  BitSet values(int length) {
    BitSet values = new BitSet();
    for (Part part : parts) {
      int first = fromEnd ? length + 1 - part.first() : part.first();
      int last = fromEnd ? length + 1 - part.last() : part.last();
      for (int value = first; value <= last; value += part.step()) {
        if (value >= least) {
          values.set(value);
        }
      }
    }
    return values;
  }
}
