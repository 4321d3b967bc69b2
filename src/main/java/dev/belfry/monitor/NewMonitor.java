package dev.belfry.monitor;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.belfry.access.grant.Place;
import dev.belfry.account.category.CategoryId;
import dev.belfry.account.group.GroupId;
import dev.belfry.check.Look;
import dev.belfry.platform.problem.Violation;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
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
 * @param retryIntervalSeconds the interval while looks speak against the state and are not yet
 *     enough to change it
 * @param confirmDown bad looks that are DOWN; default 2
 * @param confirmDownOf among so many of the last; absent is as many, in a row
 * @param confirmUp good looks that are UP again; default 1
 * @param confirmUpOf among so many of the last; absent is as many, in a row
 * @param groupIds the groups in which it is; absent is none
 * @param parentIds the monitors behind which it lies: while all of them are down, its own DOWN is
 *     not told; absent is none
 * @param flapDetection when changes are too many for each to be told; by default from 6 within 20
 *     looks until they are 2
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
    @Min(1) @Max(20) @Nullable Integer confirmDownOf,
    @Min(1) @Max(20) @Nullable Integer confirmUp,
    @Min(1) @Max(20) @Nullable Integer confirmUpOf,
    @Nullable CategoryId categoryId,
    @Size(max = 50) @Nullable List<@NotNull GroupId> groupIds,
    @Size(max = 10) @Nullable List<@NotNull MonitorId> parentIds,
    @Size(max = 20) @Nullable List<@NotBlank @Size(max = 50) String> tags,
    @Valid @Nullable Limits thresholds,
    @Valid @Nullable FlapDetection flapDetection,
    @Nullable Boolean enabled) {

  private static final int DEFAULT_INTERVAL = 60;
  private static final int DEFAULT_TIMEOUT = 10;
  private static final int DEFAULT_CONFIRM_DOWN = 2;

  /**
   * @param degradedMs milliseconds from which a good look is slow
   * @param confirmDegraded slow looks that are DEGRADED, and others that are not any more; default
   *     1
   * @param confirmDegradedOf among so many of the last good ones; absent is as many, in a row
   */
  @RegisterForReflection
  @Schema(name = "MonitorThresholds")
  public record Limits(
      @Min(1) @Max(60_000) @Nullable Integer degradedMs,
      @Min(1) @Max(20) @Nullable Integer confirmDegraded,
      @Min(1) @Max(20) @Nullable Integer confirmDegradedOf) {
    static Limits of(Monitor monitor) {
      return new Limits(monitor.degradedMs, monitor.confirmDegraded, monitor.confirmDegradedOf);
    }

    int confirms() {
      return requireNonNullElse(confirmDegraded, 1);
    }
  }

  /**
   * When a monitor flaps: it goes down and up too often for each change to be told.
   *
   * @param enabled default true
   * @param looks how far back; default 20
   * @param startChanges changes within them from which it flaps; default 6
   * @param stopChanges down to how many it flaps; default 2, less than the start
   */
  @RegisterForReflection
  @Schema(name = "FlapDetection")
  public record FlapDetection(
      @Nullable Boolean enabled,
      @Min(3) @Max(20) @Nullable Integer looks,
      @Min(2) @Max(20) @Nullable Integer startChanges,
      @Min(0) @Max(19) @Nullable Integer stopChanges) {
    static final FlapDetection DEFAULT = new FlapDetection(null, null, null, null).whole();

    /** With its defaults, which keep to what was said. */
    FlapDetection whole() {
      int back = requireNonNullElse(looks, 20);
      int start = requireNonNullElse(startChanges, Math.min(6, back));
      return new FlapDetection(
          requireNonNullElse(enabled, true),
          back,
          start,
          requireNonNullElse(stopChanges, Math.min(2, start - 1)));
    }

    static FlapDetection of(Monitor monitor) {
      return new FlapDetection(
          monitor.flapEnabled, monitor.flapLooks, monitor.flapStart, monitor.flapStop);
    }
  }

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

  Limits limits() {
    return requireNonNullElse(thresholds, new Limits(null, null, null));
  }

  /** The look as it would count. */
  Look seen(Look look) {
    return Thresholds.inARow(1, 1, limits().degradedMs()).counted(look);
  }

  FlapDetection flaps() {
    return requireNonNullElse(flapDetection, FlapDetection.DEFAULT).whole();
  }

  List<GroupId> wantedGroups() {
    return groupIds == null ? List.of() : groupIds;
  }

  List<MonitorId> wantedParents() {
    return parentIds == null ? List.of() : parentIds;
  }

  Set<UUID> parents() {
    Set<UUID> parents = new LinkedHashSet<>();
    wantedParents().forEach(id -> parents.add(id.uuid()));
    return parents;
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

  /** Values that are right by themselves and wrong together. */
  List<Violation> contradictions() {
    List<Violation> found = new ArrayList<>();
    if (timeout() >= interval()) {
      found.add(
          Violation.at(
              "/timeout_seconds",
              "too_large",
              "must be less than the interval of " + interval() + " seconds"));
    }
    atLeast("/confirm_down_of", confirmDownOf, confirmsDown(), found);
    atLeast("/confirm_up_of", confirmUpOf, confirmsUp(), found);
    atLeast(
        "/thresholds/confirm_degraded_of",
        limits().confirmDegradedOf(),
        limits().confirms(),
        found);
    FlapDetection flaps = flaps();
    int start = requireNonNull(flaps.startChanges());
    if (start > requireNonNull(flaps.looks())) {
      found.add(
          Violation.at("/flap_detection/start_changes", "too_large", "must be at most looks"));
    }
    if (requireNonNull(flaps.stopChanges()) >= start) {
      found.add(
          Violation.at(
              "/flap_detection/stop_changes",
              "too_large",
              "must be less than the start of " + start));
    }
    return found;
  }

  private static void atLeast(
      String pointer, @Nullable Integer of, int looks, List<Violation> found) {
    if (of != null && of < looks) {
      found.add(
          Violation.at(pointer, "too_small", "must be at least the " + looks + " of which it is"));
    }
  }

  /** Puts all but the target and the place into the monitor. */
  void into(Monitor monitor) {
    monitor.kind = type;
    monitor.name = name;
    monitor.key = key;
    monitor.tags = tags == null ? List.of() : tags.stream().distinct().toList();
    monitor.intervalSeconds = interval();
    monitor.timeoutSeconds = timeout();
    monitor.retryIntervalSeconds = retryIntervalSeconds;
    monitor.confirmDown = confirmsDown();
    monitor.confirmDownOf = confirmDownOf;
    monitor.confirmUp = confirmsUp();
    monitor.confirmUpOf = confirmUpOf;
    monitor.degradedMs = limits().degradedMs();
    monitor.confirmDegraded = limits().confirms();
    monitor.confirmDegradedOf = limits().confirmDegradedOf();
    FlapDetection flaps = flaps();
    monitor.flapEnabled = Boolean.TRUE.equals(flaps.enabled());
    monitor.flapLooks = requireNonNull(flaps.looks());
    monitor.flapStart = requireNonNull(flaps.startChanges());
    monitor.flapStop = requireNonNull(flaps.stopChanges());
  }

  static NewMonitor of(
      Monitor monitor, Set<UUID> groups, Set<UUID> parents, @Nullable Boolean enabled) {
    return new NewMonitor(
        monitor.name,
        monitor.kind,
        monitor.key,
        monitor.intervalSeconds,
        monitor.timeoutSeconds,
        monitor.retryIntervalSeconds,
        monitor.confirmDown,
        monitor.confirmDownOf,
        monitor.confirmUp,
        monitor.confirmUpOf,
        CategoryId.ofNullable(monitor.categoryId),
        groups.stream().map(GroupId::new).toList(),
        parents.stream().map(MonitorId::new).toList(),
        monitor.tags,
        Limits.of(monitor),
        FlapDetection.of(monitor),
        enabled);
  }
}
