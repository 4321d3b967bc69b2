package dev.belfry.maintenance.schedule;

import static java.time.temporal.ChronoField.NANO_OF_SECOND;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.Freq;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;
import org.jspecify.annotations.Nullable;

/**
 * A rule of RFC 5545, section 3.3.10.
 *
 * @param text without its end
 * @param until as it was written; null where it has none
 */
record RuleRecurrence(String text, @Nullable String until, boolean counts) implements Recurrence {
  private static final int LONGEST = 500;
  private static final int MOST_TIMES = 1_000;
  private static final int LONGEST_INTERVAL = 1_000;
  private static final String NAME = "RRULE:";
  private static final String UNTIL = "UNTIL=";
  private static final Set<Freq> TOO_OFTEN = Set.of(Freq.SECONDLY, Freq.MINUTELY);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT);

  static RuleRecurrence parse(String written) {
    String upper = written.strip().toUpperCase(Locale.ROOT);
    if (upper.length() > LONGEST) {
      throw new BadRecurrence("has more than " + LONGEST + " characters");
    }
    List<String> parts =
        List.of((upper.startsWith(NAME) ? upper.substring(NAME.length()) : upper).split(";", -1));
    List<String> ends = parts.stream().filter(part -> part.startsWith(UNTIL)).toList();
    String text =
        parts.stream().filter(part -> !part.startsWith(UNTIL)).collect(Collectors.joining(";"));
    RecurrenceRule rule = rule(text);
    requireBounds(rule);
    if (ends.size() > 1 || (!ends.isEmpty() && rule.getCount() != null)) {
      throw new BadRecurrence("has more than one end; say UNTIL or COUNT, once");
    }
    String until = ends.isEmpty() ? null : ends.getFirst().substring(UNTIL.length());
    RuleRecurrence recurrence = new RuleRecurrence(text, until, rule.getCount() != null);
    recurrence.end(ZoneOffset.UTC);
    return recurrence;
  }

  private static RecurrenceRule rule(String text) {
    try {
      return new RecurrenceRule(text, RecurrenceRule.RfcMode.RFC5545_STRICT);
    } catch (InvalidRecurrenceRuleException | IllegalArgumentException e) {
      throw new BadRecurrence("is no rule of RFC 5545: " + e.getMessage());
    }
  }

  /** Before anything is worked out: a rule could give millions of times in a year. */
  private static void requireBounds(RecurrenceRule rule) {
    boolean many =
        Stream.of(RecurrenceRule.Part.BYMINUTE, RecurrenceRule.Part.BYSECOND)
            .map(rule::getByPart)
            .anyMatch(values -> values != null && values.size() > 1);
    if (many || TOO_OFTEN.contains(rule.getFreq())) {
      throw new BadRecurrence("gives times more often than once an hour");
    }
    if (rule.getInterval() > LONGEST_INTERVAL) {
      throw new BadRecurrence("has an INTERVAL of more than " + LONGEST_INTERVAL);
    }
    Integer count = rule.getCount();
    if (count != null && count > MOST_TIMES) {
      throw new BadRecurrence("has a COUNT of more than " + MOST_TIMES);
    }
  }

  @Override
  public Iterator<LocalDateTime> from(LocalDateTime first) {
    return from(first, first);
  }

  @Override
  public Iterator<LocalDateTime> from(LocalDateTime first, LocalDateTime near) {
    RecurrenceRuleIterator[] times = {begun(first, near)};
    return Recurrence.iterate(
        () -> {
          try {
            RecurrenceRuleIterator rule = times[0];
            return rule != null && rule.hasNext()
                ? local(rule.nextDateTime()).with(NANO_OF_SECOND, first.get(NANO_OF_SECOND))
                : null;
          } catch (IllegalArgumentException | DateTimeException e) {
            times[0] = null;
            return null;
          }
        });
  }

  /** Null where the library gives up, since the rule gives nothing for very long. */
  private @Nullable RecurrenceRuleIterator begun(LocalDateTime first, LocalDateTime near) {
    try {
      RecurrenceRuleIterator times = rule(text).iterator(floating(first));
      if (near.isAfter(first)) {
        times.fastForward(floating(near));
      }
      return times;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static DateTime floating(LocalDateTime time) {
    return new DateTime(
        time.getYear(),
        time.getMonthValue() - 1,
        time.getDayOfMonth(),
        time.getHour(),
        time.getMinute(),
        time.getSecond());
  }

  private static LocalDateTime local(DateTime time) {
    return LocalDateTime.of(
        time.getYear(),
        time.getMonth() + 1,
        time.getDayOfMonth(),
        time.getHours(),
        time.getMinutes(),
        time.getSeconds());
  }

  /** A date alone is until the end of that day. */
  @Override
  public @Nullable Instant end(ZoneId zone) {
    if (until == null) {
      return null;
    }
    try {
      if (until.endsWith("Z")) {
        return LocalDateTime.parse(until.substring(0, until.length() - 1), TIME)
            .toInstant(ZoneOffset.UTC);
      }
      return until.contains("T")
          ? LocalDateTime.parse(until, TIME).atZone(zone).toInstant()
          : LocalDate.parse(until, DATE).plusDays(1).atStartOfDay(zone).toInstant().minusSeconds(1);
    } catch (DateTimeException e) {
      throw new BadRecurrence("has an UNTIL that is no time such as 20300131T120000Z");
    }
  }
}
