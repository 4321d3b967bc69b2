package dev.belfry.heartbeat;

import dev.belfry.check.Checker;
import dev.belfry.check.Look;
import dev.belfry.check.TargetViolation;
import dev.belfry.heartbeat.schedule.BadSchedule;
import dev.belfry.heartbeat.schedule.Schedule;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** The kind of monitors that report by themselves: what a good definition is. */
@ApplicationScoped
class HeartbeatChecker implements Checker<HeartbeatTarget> {
  static final String KIND = "heartbeat";
  private static final Duration SHORTEST = Duration.ofSeconds(10);

  private final InstantSource clock;

  HeartbeatChecker(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Class<HeartbeatTarget> targetType() {
    return HeartbeatTarget.class;
  }

  @Override
  public boolean looks() {
    return false;
  }

  @Override
  public List<TargetViolation> examine(HeartbeatTarget target) {
    List<TargetViolation> wrong = new ArrayList<>();
    long given =
        Stream.of(
                Optional.ofNullable(target.periodSeconds()),
                Optional.ofNullable(target.schedule()),
                Optional.ofNullable(target.onCalendar()))
            .filter(Optional::isPresent)
            .count();
    if (given != 1) {
      wrong.add(
          new TargetViolation(
              "/period_seconds",
              given == 0 ? "missing" : "contradictory",
              "exactly one of period_seconds, schedule and on_calendar must be given"));
    } else if (target.periodSeconds() != null && target.timeZone() != null) {
      wrong.add(
          new TargetViolation("/time_zone", "not_allowed", "is for schedule and on_calendar"));
    } else if (target.periodSeconds() == null) {
      schedule(target, wrong);
    }
    List<String> assertions = target.assertions() == null ? List.of() : target.assertions();
    for (int i = 0; i < assertions.size(); i++) {
      if (MetricRule.parse(String.valueOf(assertions.get(i))).isEmpty()) {
        wrong.add(
            new TargetViolation(
                "/assertions/" + i,
                "invalid",
                "must be like metric.duration < 60s; metrics are duration, count, error_count, error_rate"));
      }
    }
    return wrong;
  }

  private void schedule(HeartbeatTarget target, List<TargetViolation> wrong) {
    String pointer = target.schedule() != null ? "/schedule" : "/on_calendar";
    try {
      ZoneId.of(String.valueOf(target.timeZone()));
    } catch (DateTimeException e) {
      wrong.add(
          new TargetViolation(
              "/time_zone",
              "unknown",
              "is no time zone of the IANA database, as Europe/Berlin is"));
      return;
    }
    try {
      Schedule schedule = Plan.schedule(target);
      Optional<Instant> first = schedule.after(clock.instant());
      if (first.isEmpty()) {
        wrong.add(new TargetViolation(pointer, "never", "never comes"));
      } else if (schedule
          .after(first.get())
          .filter(next -> isTooSoon(first.get(), next))
          .isPresent()) {
        wrong.add(
            new TargetViolation(
                pointer, "too_often", "must not come more often than every 10 seconds"));
      }
    } catch (BadSchedule e) {
      wrong.add(new TargetViolation(pointer, "invalid", e.why()));
    }
  }

  private static boolean isTooSoon(Instant first, Instant next) {
    return next.isBefore(first.plus(SHORTEST));
  }

  @Override
  public CompletionStage<Look> look(HeartbeatTarget target, Duration timeout) {
    return CompletableFuture.completedFuture(
        Look.unknown("not_looked_at", "it reports by itself; nobody looks at it"));
  }
}
