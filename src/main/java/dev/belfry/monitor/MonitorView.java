package dev.belfry.monitor;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.account.category.CategoryId;
import dev.belfry.account.group.GroupId;
import dev.belfry.check.Target;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A monitor as shown; the fields of its target stand beside the common ones, secret values as
 * {@code ***}.
 *
 * @param flapping goes down and up too often for each change to be told
 * @param overdue was not looked at when it should have been
 * @param suppressed is down, and nobody is told because all its parents are, or maintenance is
 * @param underlyingStatus what it would be without maintenance; null while there is none
 * @param maintenanceUntil when that ends
 */
@Schema(name = "Monitor", allOf = Target.class)
public record MonitorView(
    MonitorId id,
    String name,
    String type,
    @Nullable String key,
    MonitorStatus status,
    Instant statusSince,
    @Nullable Instant pausedUntil,
    @Nullable MonitorStatus underlyingStatus,
    @Nullable Instant maintenanceUntil,
    boolean flapping,
    boolean overdue,
    boolean suppressed,
    @Nullable Instant lastCheckedAt,
    @Nullable Instant nextCheckAt,
    @Nullable LookView lastResult,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer intervalSeconds,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer timeoutSeconds,
    @Nullable Integer retryIntervalSeconds,
    int confirmDown,
    @Nullable Integer confirmDownOf,
    int confirmUp,
    @Nullable Integer confirmUpOf,
    @JsonInclude(JsonInclude.Include.NON_NULL) NewMonitor.@Nullable Limits thresholds,
    NewMonitor.FlapDetection flapDetection,
    boolean enabled,
    @Nullable CategoryId categoryId,
    List<GroupId> groupIds,
    List<MonitorId> parentIds,
    List<String> tags,
    @Schema(hidden = true) @JsonAnyGetter Map<String, JsonNode> target,
    Instant createdAt,
    Instant updatedAt) {

  /**
   * @param parents those that the caller sees
   * @param looked whether it is looked at, and not only heard of
   * @param more read-only fields of its type
   */
  static MonitorView of(
      MonitorReach.Held held, List<MonitorId> parents, boolean looked, Map<String, JsonNode> more) {
    Monitor monitor = held.monitor();
    MonitorState state = held.state();
    Map<String, JsonNode> target = new LinkedHashMap<>();
    monitor.target.properties().forEach(field -> target.put(field.getKey(), field.getValue()));
    target.putAll(more);
    return new MonitorView(
        new MonitorId(monitor.id),
        monitor.name,
        monitor.kind,
        monitor.key,
        state.status,
        state.statusSince,
        state.pausedUntil,
        state.beneath,
        state.beneath == null ? null : state.mutedUntil,
        state.flapping,
        state.overdue,
        state.standing().suppressed(),
        state.lastCheckedAt,
        state.dueAt,
        LookView.last(state),
        looked ? monitor.intervalSeconds : null,
        looked ? monitor.timeoutSeconds : null,
        monitor.retryIntervalSeconds,
        monitor.confirmDown,
        monitor.confirmDownOf,
        monitor.confirmUp,
        monitor.confirmUpOf,
        looked ? NewMonitor.Limits.of(monitor) : null,
        NewMonitor.FlapDetection.of(monitor),
        state.status != MonitorStatus.PAUSED,
        CategoryId.ofNullable(monitor.categoryId),
        held.groups().stream().map(GroupId::new).toList(),
        parents,
        monitor.tags,
        target,
        monitor.createdAt,
        monitor.updatedAt);
  }
}
