package dev.belfry.alerting.summary;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;

/** When a summary is due, by the clock on the wall of its reader. */
record SummaryPlan(DayOfWeek weekday, int hour, ZoneId zone) {
  /** The first after this instant; an hour that a day does not have begins when it would end. */
  Instant after(Instant now) {
    LocalDate today = now.atZone(zone).toLocalDate();
    ZonedDateTime next = at(today.with(TemporalAdjusters.nextOrSame(weekday)));
    return next.toInstant().isAfter(now)
        ? next.toInstant()
        : at(today.with(TemporalAdjusters.next(weekday))).toInstant();
  }

  /** The seven days that are over at this instant, from midnight to midnight. */
  Week weekBefore(Instant due) {
    LocalDate today = due.atZone(zone).toLocalDate();
    return new Week(today.minusWeeks(1), today, zone);
  }

  private ZonedDateTime at(LocalDate day) {
    return day.atTime(hour, 0).atZone(zone);
  }

  /**
   * Seven days.
   *
   * @param until its first day that does not belong to them
   */
  record Week(LocalDate from, LocalDate until, ZoneId zone) {
    Instant begin() {
      return from.atStartOfDay(zone).toInstant();
    }

    Instant end() {
      return until.atStartOfDay(zone).toInstant();
    }
  }
}
