package dev.belfry.alerting.hours;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hours of some days, in local time.
 *
 * @param days on which it begins; absent: every day
 * @param from such as {@code 08:00}
 * @param to exclusive; on the next day where it is not after {@code from}
 */
@RegisterForReflection
public record Window(
    @Size(min = 1, max = 7) @Nullable List<@NotNull Day> days,
    @NotNull @Pattern(regexp = Window.TIME, message = "must be a time such as 08:00") String from,
    @NotNull @Pattern(regexp = Window.TIME, message = "must be a time such as 18:00") String to) {
  public static final String TIME = "([01][0-9]|2[0-3]):[0-5][0-9]";

  /** From an instant (inclusive) to another (exclusive). */
  record Span(Instant from, Instant to) {
    boolean holds(Instant at) {
      return !at.isBefore(from) && at.isBefore(to);
    }
  }

  /** As it lies on a day; null where it does not begin on it, or the clocks leap over all of it. */
  @Nullable Span on(LocalDate date, ZoneId zone) {
    if (days != null && !days.contains(Day.of(date.getDayOfWeek()))) {
      return null;
    }
    LocalTime begin = LocalTime.parse(from);
    LocalTime end = LocalTime.parse(to);
    LocalDate last = end.isAfter(begin) ? date : date.plusDays(1);
    Instant first = ZonedDateTime.of(date, begin, zone).toInstant();
    Instant until = ZonedDateTime.of(last, end, zone).toInstant();
    return first.isBefore(until) ? new Span(first, until) : null;
  }
}
