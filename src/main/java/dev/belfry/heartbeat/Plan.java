package dev.belfry.heartbeat;

import dev.belfry.heartbeat.schedule.BadSchedule;
import dev.belfry.heartbeat.schedule.Schedule;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a target says, ready to be decided by. */
record Plan(Schedule schedule, Duration grace, Duration longestRun, List<MetricRule> rules) {

  /**
   * @throws BadSchedule where the schedule is none
   * @throws DateTimeException where the zone is none
   */
  static Plan of(HeartbeatTarget target) {
    return new Plan(
        schedule(target),
        Duration.ofSeconds(seconds(target.graceSeconds())),
        Duration.ofSeconds(seconds(target.maxDurationSeconds())),
        rules(target.assertions()));
  }

  static Schedule schedule(HeartbeatTarget target) {
    if (target.periodSeconds() != null) {
      return Schedule.every(Duration.ofSeconds(target.periodSeconds()));
    }
    ZoneId zone = ZoneId.of(target.timeZone() == null ? "UTC" : target.timeZone());
    return target.schedule() != null
        ? Schedule.cron(target.schedule(), zone)
        : Schedule.calendar(target.onCalendar() == null ? "" : target.onCalendar(), zone);
  }

  private static List<MetricRule> rules(@Nullable List<String> texts) {
    return texts == null
        ? List.of()
        : texts.stream().map(MetricRule::parse).flatMap(Optional::stream).toList();
  }

  private static int seconds(@Nullable Integer given) {
    return given == null ? 0 : given;
  }

  @Nullable Instant expectedAfter(Instant at) {
    return schedule.after(at).orElse(null);
  }

  /** Until when it may come. */
  @Nullable Instant deadline(@Nullable Instant expected) {
    return expected == null ? null : expected.plus(grace);
  }
}
