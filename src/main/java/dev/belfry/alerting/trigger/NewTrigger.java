package dev.belfry.alerting.trigger;

import dev.belfry.account.category.CategoryId;
import dev.belfry.account.group.GroupId;
import dev.belfry.alerting.escalation.EscalationId;
import dev.belfry.alerting.hours.Hours;
import dev.belfry.alerting.hours.Window;
import dev.belfry.alerting.role.NotificationRoleId;
import dev.belfry.incident.Impact;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.MonitorStatus;
import dev.belfry.notify.NoticeType;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.ZoneId;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A trigger to be made, or what one is to become.
 *
 * @param on absent: every incident that opens
 * @param afterSeconds it rings only if it still lasts then; default 0
 * @param repeatSeconds it rings again so often while it lasts and nobody acknowledges
 * @param mostRepeats default 10
 * @param hours absent: always
 * @param enabled default true
 */
@RegisterForReflection
public record NewTrigger(
    @NotBlank @Size(max = 200) String name,
    @Size(max = 1000) @Nullable String description,
    @Valid @Nullable On on,
    @Min(0) @Max(604_800) @Nullable Integer afterSeconds,
    @Min(60) @Max(604_800) @Nullable Integer repeatSeconds,
    @Min(1) @Max(100) @Nullable Integer mostRepeats,
    @Valid @Nullable RingHours hours,
    @Size(max = 50) @Nullable List<@NotNull NotificationRoleId> roleIds,
    @Nullable EscalationId escalationId,
    @Nullable Boolean enabled) {
  private static final int USUAL_REPEATS = 10;

  /**
   * What it rings for: all that is given must hold; what is absent is not asked.
   *
   * @param events types of news; absent: {@code incident.created}
   * @param kinds types of monitors
   * @param tags one of them is enough
   * @param statuses of the monitor when it happens
   * @param impacts of the incident
   * @param daysLeft of certificates and domains that end: 30, 14, 7 or 1
   */
  @RegisterForReflection
  @Schema(name = "TriggerOn")
  public record On(
      @Size(min = 1, max = 50) @Nullable List<@NotNull @Size(max = 60) String> events,
      @Size(min = 1, max = 50) @Nullable List<@NotNull @Size(max = 60) String> kinds,
      @Size(min = 1, max = 500) @Nullable List<@NotNull MonitorId> monitorIds,
      @Size(min = 1, max = 50) @Nullable List<@NotNull @Size(max = 100) String> tags,
      @Size(min = 1, max = 100) @Nullable List<@NotNull CategoryId> categoryIds,
      @Size(min = 1, max = 100) @Nullable List<@NotNull GroupId> groupIds,
      @Size(min = 1, max = 10) @Nullable List<@NotNull MonitorStatus> statuses,
      @Size(min = 1, max = 10) @Nullable List<@NotNull Impact> impacts,
      @Size(min = 1, max = 10) @Nullable List<@NotNull Integer> daysLeft) {
    static final On ANY = new On(null, null, null, null, null, null, null, null, null);

    List<String> wanted() {
      return events == null ? List.of(NoticeType.INCIDENT_CREATED) : events;
    }
  }

  /** What becomes of a ring outside of the hours. */
  @Schema(name = "TriggerOutside")
  public enum Outside {
    HOLD,
    DROP
  }

  /**
   * When it rings.
   *
   * @param timeZone default UTC
   * @param outside hold (the default): it rings when a window opens, if it still lasts; drop: not
   */
  @RegisterForReflection
  @Schema(name = "TriggerHours")
  public record RingHours(
      @NotNull @Size(min = 1, max = 20) List<@Valid @NotNull Window> windows,
      @Size(max = 60) @Nullable String timeZone,
      @Nullable Outside outside) {
    Hours open() {
      return new Hours(windows, ZoneId.of(timeZone == null ? "UTC" : timeZone));
    }

    boolean drops() {
      return outside == Outside.DROP;
    }
  }

  On selector() {
    return on == null ? On.ANY : on;
  }

  List<NotificationRoleId> roles() {
    return roleIds == null ? List.of() : roleIds;
  }

  int delay() {
    return afterSeconds == null ? 0 : afterSeconds;
  }

  int repeats() {
    return repeatSeconds == null ? 0 : mostRepeats == null ? USUAL_REPEATS : mostRepeats;
  }

  boolean rings() {
    return enabled == null || enabled;
  }

  NewTrigger withRoles(List<NotificationRoleId> other) {
    return new NewTrigger(
        name,
        description,
        on,
        afterSeconds,
        repeatSeconds,
        mostRepeats,
        hours,
        other,
        escalationId,
        enabled);
  }
}
