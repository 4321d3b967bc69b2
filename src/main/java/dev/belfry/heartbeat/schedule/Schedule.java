package dev.belfry.heartbeat.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** When something is expected. */
@FunctionalInterface
public interface Schedule {
  /** The first expected instant after this one; empty where there is none any more. */
  Optional<Instant> after(Instant instant);

  static Schedule every(Duration period) {
    return instant -> Optional.of(instant.plus(period));
  }

  /**
   * @param text five fields, as of cron; or one of {@code @hourly} and its like
   * @throws BadSchedule with the reason
   */
  static Schedule cron(String text, ZoneId zone) {
    return new Zoned(CronTimes.parse(text), zone);
  }

  /**
   * @param text as of systemd.time(7), with its zone if it names one
   * @param zone where the text names none
   * @throws BadSchedule with the reason
   */
  static Schedule calendar(String text, ZoneId zone) {
    CalendarText.Parsed parsed = CalendarText.parse(text);
    return new Zoned(parsed.times(), parsed.zone() == null ? zone : parsed.zone());
  }
}
