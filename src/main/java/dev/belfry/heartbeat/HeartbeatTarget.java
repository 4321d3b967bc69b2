package dev.belfry.heartbeat;

import static java.util.Objects.requireNonNullElse;

import dev.belfry.check.Target;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * When something reports, and what is good of it. Exactly one of the three schedules is given.
 *
 * @param periodSeconds at most so long after the last ping
 * @param schedule a cron expression of five fields, or {@code @hourly} and its like
 * @param onCalendar a calendar event as of systemd.time(7), such as {@code Mon..Fri 09:00}
 * @param timeZone of the schedule, a name of the IANA database; UTC unless given
 * @param graceSeconds how late it may be; default 60
 * @param maxDurationSeconds a run that has started and not ended for so long has failed; default a
 *     day
 * @param assertions of the metrics of a good ping, such as {@code metric.duration < 60s}, {@code
 *     metric.error_count < 5}; what was not reported is not compared
 */
@RegisterForReflection
@Schema(name = "HeartbeatTarget")
public record HeartbeatTarget(
    @Min(10) @Max(31_536_000) @Nullable Integer periodSeconds,
    @Size(min = 1, max = 200) @Nullable String schedule,
    @Size(min = 1, max = 200) @Nullable String onCalendar,
    @Size(min = 1, max = 60) @Nullable String timeZone,
    @Min(0) @Max(31_536_000) @Nullable Integer graceSeconds,
    @Min(1) @Max(2_592_000) @Nullable Integer maxDurationSeconds,
    @Size(max = 20) @Nullable List<@NotNull @Size(max = 100) String> assertions)
    implements Target {
  private static final int DEFAULT_GRACE = 60;
  private static final int DEFAULT_MAX_DURATION = 86_400;

  // Written out: javac drops @Nullable from the parameters of compact constructors, and NullAway
  // then errs in tests.
  public HeartbeatTarget(
      @Nullable Integer periodSeconds,
      @Nullable String schedule,
      @Nullable String onCalendar,
      @Nullable String timeZone,
      @Nullable Integer graceSeconds,
      @Nullable Integer maxDurationSeconds,
      @Nullable List<String> assertions) {
    this.periodSeconds = periodSeconds;
    this.schedule = schedule;
    this.onCalendar = onCalendar;
    this.timeZone = timeZone == null && (schedule != null || onCalendar != null) ? "UTC" : timeZone;
    this.graceSeconds = requireNonNullElse(graceSeconds, DEFAULT_GRACE);
    this.maxDurationSeconds = requireNonNullElse(maxDurationSeconds, DEFAULT_MAX_DURATION);
    this.assertions = assertions == null ? List.of() : assertions;
  }

  @Override
  public String address() {
    if (periodSeconds != null) {
      return "every " + periodSeconds + " s";
    }
    return (schedule != null ? schedule : onCalendar) + " " + timeZone;
  }

  @Override
  public Set<String> secretPointers() {
    return Set.of();
  }
}
