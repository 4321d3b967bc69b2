package dev.belfry.statuspage.published;

import dev.belfry.result.DailyTimes;
import dev.belfry.result.UptimePolicy;
import java.time.Duration;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A day of a component.
 *
 * @param uptime percent; null where nothing is known
 * @param down for how long, as the account counts it
 */
public record DayMark(
    LocalDate date,
    Level level,
    @Nullable Double uptime,
    Duration down,
    @Nullable Integer latencyMs) {
  /** Below this share of a day it was mostly a bad one. */
  private static final double MUCH = 95;

  private static final double WHOLE = 100;

  /** What a day was like. */
  enum Level {
    NO_DATA,
    UP,
    MAINTENANCE,
    DEGRADED,
    /** Down for some of it. */
    SOME,
    /** Down for more than a twentieth of it. */
    MUCH
  }

  static DayMark of(LocalDate date, DailyTimes.@Nullable Day day, UptimePolicy policy) {
    if (day == null) {
      return new DayMark(date, Level.NO_DATA, null, Duration.ZERO, null);
    }
    Double uptime = policy.uptime(day.time());
    return new DayMark(
        date,
        level(day, uptime),
        uptime,
        Duration.ofMillis(policy.downMs(day.time())),
        day.latencyMs());
  }

  private static Level level(DailyTimes.Day day, @Nullable Double uptime) {
    if (uptime == null) {
      return day.time().maintenanceMs() > 0 ? Level.MAINTENANCE : Level.NO_DATA;
    }
    if (uptime < WHOLE) {
      return uptime < MUCH ? Level.MUCH : Level.SOME;
    }
    return day.time().degradedMs() > 0 ? Level.DEGRADED : Level.UP;
  }
}
