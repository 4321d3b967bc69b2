package dev.belfry.alerting.hours;

import java.time.DayOfWeek;

/** A day of the week. */
public enum Day {
  MON,
  TUE,
  WED,
  THU,
  FRI,
  SAT,
  SUN;

  static Day of(DayOfWeek day) {
    return valueOf(day.name().substring(0, 3));
  }
}
