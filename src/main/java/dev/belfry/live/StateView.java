package dev.belfry.live;

import dev.belfry.account.category.CategoryId;
import dev.belfry.account.group.GroupId;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.MonitorService;
import dev.belfry.monitor.MonitorStatus;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a monitor stands, for a dashboard. */
@RegisterForReflection
@Schema(name = "MonitorState")
record StateView(
    MonitorId id,
    String name,
    String type,
    MonitorStatus status,
    Instant statusSince,
    @Nullable Instant lastCheckedAt,
    @Nullable CategoryId categoryId,
    List<GroupId> groupIds,
    List<String> tags) {

  /**
   * Many of them.
   *
   * @param complete whether there are no more
   */
  @RegisterForReflection
  record Snapshot(List<StateView> monitors, boolean complete) {}

  static StateView of(MonitorService.Sight sight) {
    Set<UUID> groups = sight.brief().place().groups();
    return new StateView(
        sight.brief().id(),
        sight.brief().name(),
        sight.brief().type(),
        sight.brief().status(),
        sight.statusSince(),
        sight.brief().lastCheckedAt(),
        CategoryId.ofNullable(sight.brief().place().category()),
        groups == null ? List.of() : groups.stream().sorted().map(GroupId::new).toList(),
        sight.tags());
  }
}
