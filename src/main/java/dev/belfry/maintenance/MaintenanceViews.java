package dev.belfry.maintenance;

import dev.belfry.access.Access;
import dev.belfry.access.grant.Scope;
import dev.belfry.account.category.CategoryId;
import dev.belfry.account.group.GroupId;
import dev.belfry.maintenance.schedule.Occurrence;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.directory.MonitorSelection.Meant;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Windows as the caller may see them. */
@ApplicationScoped
class MaintenanceViews {
  private static final int SHOWN = 3;

  private final Access access;
  private final MaintenanceReach reach;
  private final Covered covered;

  MaintenanceViews(Access access, MaintenanceReach reach, Covered covered) {
    this.access = access;
    this.reach = reach;
    this.covered = covered;
  }

  /** Those that match and of which the caller may know, the latest first. */
  List<MaintenanceWindow> matching(MaintenanceFilter filter, Instant now) {
    List<MaintenanceWindow> asked =
        MaintenanceWindow.all(access.account()).stream()
            .filter(window -> filter.status == null || window.status(now) == filter.status)
            .filter(
                window ->
                    filter.category == null
                        || (window.categoryIds.contains(filter.category.uuid())
                            && access
                                .reach(Scope.MAINTENANCE_READ)
                                .reaches(filter.category.uuid())))
            .filter(window -> filter.monitor == null || covers(window, filter.monitor))
            .toList();
    Set<MaintenanceWindow> seen = reach.visible(asked);
    return asked.stream().filter(seen::contains).toList();
  }

  private boolean covers(MaintenanceWindow window, MonitorId monitor) {
    return !reached(List.of(monitor.uuid())).isEmpty()
        && !covered.by(window, List.of(monitor)).isEmpty();
  }

  MaintenanceView of(MaintenanceWindow window, Instant now) {
    return MaintenanceView.of(window, shown(window), occurrences(window, SHOWN), now);
  }

  /** The one that runs or comes next, and what the schedule gives after it. */
  static List<Occurrence> occurrences(MaintenanceWindow window, int most) {
    Occurrence one = window.occurrence();
    if (one == null) {
      return List.of();
    }
    List<Occurrence> all = new ArrayList<>();
    all.add(one);
    window.schedule().after(one.until(), most).stream()
        .filter(next -> !next.from().isBefore(one.until()))
        .limit(most - 1L)
        .forEach(all::add);
    return all;
  }

  private Meant shown(MaintenanceWindow window) {
    if (reach.contains(window, Scope.MAINTENANCE_READ)) {
      return window.meant();
    }
    return new Meant(
        window.allMonitors,
        reached(window.monitorIds),
        Set.copyOf(window.tags),
        some(window.categoryIds, access.reach(Scope.MAINTENANCE_READ)::reaches),
        some(window.groupIds, access.groupReach(Scope.MAINTENANCE_READ)::reaches));
  }

  private Set<UUID> reached(Collection<UUID> monitors) {
    return covered
        .within(
            access.account(),
            access.pairs(Scope.MAINTENANCE_READ),
            monitors.stream().map(MonitorId::new).toList())
        .stream()
        .map(MonitorId::uuid)
        .collect(Collectors.toSet());
  }

  private static Set<UUID> some(List<UUID> ids, Predicate<UUID> which) {
    return ids.stream().filter(which).collect(Collectors.toSet());
  }

  /** What a merge patch is laid over. */
  static NewMaintenance editable(MaintenanceWindow window) {
    return new NewMaintenance(
        window.name,
        window.description,
        window.startsAt,
        null,
        window.openEnded ? null : window.durationSeconds,
        window.openEnded ? window.durationSeconds : null,
        window.recurrence,
        window.timeZone,
        window.repeatUntil,
        window.repeatCount,
        window.monitorIds.stream().map(MonitorId::new).toList(),
        window.tags,
        window.categoryIds.stream().map(CategoryId::new).toList(),
        window.groupIds.stream().map(GroupId::new).toList(),
        window.allMonitors ? true : null,
        window.published);
  }
}
