package dev.belfry.monitor;

import static java.util.Objects.requireNonNullElse;

import dev.belfry.access.grant.Place;
import dev.belfry.account.category.CategoryId;
import dev.belfry.account.group.GroupId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What all kinds of monitors have in common; the fields of the target stand beside them.
 *
 * @param type the kind, such as {@code http}
 * @param key a name of the account's own, for scripts: unique
 * @param intervalSeconds from one look to the next; default 60
 * @param timeoutSeconds how long a look may take; default 10, less than the interval
 * @param retryIntervalSeconds the interval while bad looks are not yet enough to be DOWN
 * @param confirmDown bad looks in a row that are DOWN; default 2
 * @param confirmUp good looks in a row that are UP again; default 1
 * @param groupIds the groups in which it is; absent is none
 * @param enabled false makes it paused
 */
@RegisterForReflection
@Schema(name = "NewMonitor")
public record NewMonitor(
    @NotBlank @Size(max = 200) String name,
    @NotBlank @Size(max = 30) String type,
    @Pattern(
            regexp = "[a-z0-9][a-z0-9_-]{0,63}",
            message = "must be 1 to 64 of a-z, 0-9, _ and -, not beginning with a sign")
        @Nullable String key,
    @Min(10) @Max(86_400) @Nullable Integer intervalSeconds,
    @Min(1) @Max(60) @Nullable Integer timeoutSeconds,
    @Min(10) @Max(86_400) @Nullable Integer retryIntervalSeconds,
    @Min(1) @Max(20) @Nullable Integer confirmDown,
    @Min(1) @Max(20) @Nullable Integer confirmUp,
    @Nullable CategoryId categoryId,
    @Size(max = 50) @Nullable List<@NotNull GroupId> groupIds,
    @Size(max = 20) @Nullable List<@NotBlank @Size(max = 50) String> tags,
    @Valid @Nullable Limits thresholds,
    @Nullable Boolean enabled) {

  private static final int DEFAULT_INTERVAL = 60;
  private static final int DEFAULT_TIMEOUT = 10;
  private static final int DEFAULT_CONFIRM_DOWN = 2;

  /**
   * @param degradedMs milliseconds from which a good look is DEGRADED
   */
  @RegisterForReflection
  @Schema(name = "MonitorThresholds")
  public record Limits(@Min(1) @Max(60_000) @Nullable Integer degradedMs) {}

  int interval() {
    return requireNonNullElse(intervalSeconds, DEFAULT_INTERVAL);
  }

  /** By default as long as 10 seconds, but always less than the interval. */
  int timeout() {
    return requireNonNullElse(timeoutSeconds, Math.min(DEFAULT_TIMEOUT, interval() - 1));
  }

  int confirmsDown() {
    return requireNonNullElse(confirmDown, DEFAULT_CONFIRM_DOWN);
  }

  int confirmsUp() {
    return requireNonNullElse(confirmUp, 1);
  }

  @Nullable Integer degraded() {
    return thresholds == null ? null : thresholds.degradedMs();
  }

  Thresholds limits() {
    return new Thresholds(confirmsDown(), confirmsUp(), degraded());
  }

  List<GroupId> wantedGroups() {
    return groupIds == null ? List.of() : groupIds;
  }

  Set<UUID> groups() {
    Set<UUID> groups = new LinkedHashSet<>();
    wantedGroups().forEach(id -> groups.add(id.uuid()));
    return groups;
  }

  /** Where it will lie. */
  Place place() {
    return new Place(categoryId == null ? null : categoryId.uuid(), groups());
  }

  static NewMonitor of(Monitor monitor, Set<UUID> groups, boolean enabled) {
    return new NewMonitor(
        monitor.name,
        monitor.kind,
        monitor.key,
        monitor.intervalSeconds,
        monitor.timeoutSeconds,
        monitor.retryIntervalSeconds,
        monitor.confirmDown,
        monitor.confirmUp,
        CategoryId.ofNullable(monitor.categoryId),
        groups.stream().map(GroupId::new).toList(),
        monitor.tags,
        new Limits(monitor.degradedMs),
        enabled);
  }
}
