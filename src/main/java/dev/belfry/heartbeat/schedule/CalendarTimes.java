package dev.belfry.heartbeat.schedule;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.Optional;
import java.util.Set;

/**
 * A calendar of systemd: the days and the times of the day that it means.
 *
 * @param everyHourOrMinute {@code *} stands for the hour or the minute
 */
record CalendarTimes(
    Set<DayOfWeek> weekdays,
    BitSet years,
    BitSet months,
    CalendarField days,
    Clock clock,
    boolean everyHourOrMinute)
    implements LocalTimes {
  static final int FIRST_YEAR = 1970;

  /** As far as systemd looks. */
  static final int LAST_YEAR = 2199;

  /** Hours, minutes and seconds of a day. */
  record Clock(BitSet hours, BitSet minutes, BitSet seconds) {
    Optional<LocalTime> from(LocalTime time) {
      for (int hour = hours.nextSetBit(time.getHour());
          hour >= 0;
          hour = hours.nextSetBit(hour + 1)) {
        boolean first = hour == time.getHour();
        for (int minute = minutes.nextSetBit(first ? time.getMinute() : 0);
            minute >= 0;
            minute = minutes.nextSetBit(minute + 1)) {
          boolean same = first && minute == time.getMinute();
          int second = seconds.nextSetBit(same ? time.getSecond() : 0);
          if (second >= 0) {
            return Optional.of(LocalTime.of(hour, minute, second));
          }
        }
      }
      return Optional.empty();
    }
  }

  @Override
  public boolean followsRealTime() {
    return everyHourOrMinute;
  }

  @Override
  public Optional<LocalDateTime> after(LocalDateTime time) {
    LocalDateTime from = time.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    Optional<LocalTime> today =
        matches(from.toLocalDate()) ? clock.from(from.toLocalTime()) : Optional.empty();
    return today
        .map(at -> from.toLocalDate().atTime(at))
        .or(
            () ->
                nextDay(from.toLocalDate().plusDays(1))
                    .flatMap(day -> clock.from(LocalTime.MIN).map(day::atTime)));
  }

  private boolean matches(LocalDate day) {
    return years.get(day.getYear())
        && months.get(day.getMonthValue())
        && weekdays.contains(day.getDayOfWeek())
        && days.values(day.lengthOfMonth()).get(day.getDayOfMonth());
  }

  private Optional<LocalDate> nextDay(LocalDate from) {
    for (int year = years.nextSetBit(from.getYear());
        year >= 0;
        year = years.nextSetBit(year + 1)) {
      int firstMonth = year == from.getYear() ? from.getMonthValue() : 1;
      for (int month = months.nextSetBit(firstMonth);
          month >= 0;
          month = months.nextSetBit(month + 1)) {
        YearMonth when = YearMonth.of(year, month);
        Optional<LocalDate> day =
            dayOf(when, when.equals(YearMonth.from(from)) ? from.getDayOfMonth() : 1);
        if (day.isPresent()) {
          return day;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<LocalDate> dayOf(YearMonth month, int first) {
    BitSet wanted = days.values(month.lengthOfMonth());
    for (int day = wanted.nextSetBit(first);
        day >= 0 && day <= month.lengthOfMonth();
        day = wanted.nextSetBit(day + 1)) {
      if (weekdays.contains(month.atDay(day).getDayOfWeek())) {
        return Optional.of(month.atDay(day));
      }
    }
    return Optional.empty();
  }
}
