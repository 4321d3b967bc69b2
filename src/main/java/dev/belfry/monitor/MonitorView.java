package dev.belfry.monitor;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.account.category.CategoryId;
import dev.belfry.account.group.GroupId;
import dev.belfry.check.Target;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A monitor as shown; the fields of its target stand beside the common ones, secret values as
 * {@code ***}.
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
    @Nullable Instant lastCheckedAt,
    @Nullable Instant nextCheckAt,
    @Nullable LookView lastResult,
    int intervalSeconds,
    int timeoutSeconds,
    @Nullable Integer retryIntervalSeconds,
    int confirmDown,
    int confirmUp,
    NewMonitor.Limits thresholds,
    boolean enabled,
    @Nullable CategoryId categoryId,
    List<GroupId> groupIds,
    List<String> tags,
    @Schema(hidden = true) @JsonAnyGetter Map<String, JsonNode> target,
    Instant createdAt,
    Instant updatedAt) {

  static MonitorView of(Monitor monitor, Set<UUID> groups, MonitorState state) {
    Map<String, JsonNode> target = new LinkedHashMap<>();
    monitor.target.properties().forEach(field -> target.put(field.getKey(), field.getValue()));
    return new MonitorView(
        new MonitorId(monitor.id),
        monitor.name,
        monitor.kind,
        monitor.key,
        state.status,
        state.statusSince,
        state.pausedUntil,
        state.lastCheckedAt,
        state.dueAt,
        LookView.last(state),
        monitor.intervalSeconds,
        monitor.timeoutSeconds,
        monitor.retryIntervalSeconds,
        monitor.confirmDown,
        monitor.confirmUp,
        new NewMonitor.Limits(monitor.degradedMs),
        state.status != MonitorStatus.PAUSED,
        CategoryId.ofNullable(monitor.categoryId),
        groups.stream().map(GroupId::new).toList(),
        monitor.tags,
        target,
        monitor.createdAt,
        monitor.updatedAt);
  }
}
