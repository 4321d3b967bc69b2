package dev.belfry.maintenance;

import dev.belfry.access.Access;
import dev.belfry.access.grant.PlaceKeeper;
import dev.belfry.access.grant.PlaceKeeper.Dimension;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.grant.Selection;
import dev.belfry.account.category.CategoryId;
import dev.belfry.account.group.GroupId;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.directory.MonitorSelection.Meant;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.Violation;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a body selects, and whether its sender may mute that. */
@ApplicationScoped
class MaintenanceSelections {
  static final Meant NOTHING = new Meant(false, Set.of(), Set.of(), Set.of(), Set.of());

  private final Access access;
  private final Covered covered;
  private final List<PlaceKeeper> keepers;

  MaintenanceSelections(Access access, Covered covered, @All List<PlaceKeeper> keepers) {
    this.access = access;
    this.covered = covered;
    this.keepers = keepers;
  }

  /**
   * What is not there and what the caller may not mute are the same to him.
   *
   * @param kept what was selected before; what of it is no more there does not hinder an edit
   * @throws Problem 422 naming everything that he may not mute; 403 for all where he may mute some
   */
  Meant check(NewMaintenance wanted, Scope scope, Meant kept) {
    boolean all = Boolean.TRUE.equals(wanted.all());
    if (all) {
      access.requireEverywhere(scope);
    }
    List<UUID> monitors = some(wanted.monitorIds()).stream().map(MonitorId::uuid).toList();
    List<UUID> categories = some(wanted.categoryIds()).stream().map(CategoryId::uuid).toList();
    List<UUID> groups = some(wanted.groupIds()).stream().map(GroupId::uuid).toList();
    List<Violation> wrong = new ArrayList<>();
    require("/monitor_ids/", monitors, mutable(scope, monitors, kept.monitors()), wrong);
    require(
        "/category_ids/",
        categories,
        there(Dimension.CATEGORY, access.reach(scope), categories, kept.categories()),
        wrong);
    require(
        "/group_ids/",
        groups,
        there(Dimension.GROUP, access.groupReach(scope), groups, kept.groups()),
        wrong);
    if (!wrong.isEmpty()) {
      throw Problem.invalid(wrong);
    }
    return new Meant(
        all,
        Set.copyOf(monitors),
        new LinkedHashSet<>(some(wanted.tags())),
        Set.copyOf(categories),
        Set.copyOf(groups));
  }

  private static <T> List<T> some(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  private Set<UUID> mutable(Scope scope, List<UUID> ids, Set<UUID> kept) {
    Set<UUID> mutable =
        covered
            .within(
                access.account(), access.pairs(scope), ids.stream().map(MonitorId::new).toList())
            .stream()
            .map(MonitorId::uuid)
            .collect(Collectors.toCollection(HashSet::new));
    mutable.addAll(kept);
    return mutable;
  }

  private Set<UUID> there(Dimension dimension, Selection reach, List<UUID> ids, Set<UUID> kept) {
    Set<UUID> reached = ids.stream().filter(reach::reaches).collect(Collectors.toSet());
    Set<UUID> there = new HashSet<>(kept);
    if (!reached.isEmpty()) {
      keepers.stream()
          .filter(keeper -> keeper.dimension() == dimension)
          .forEach(keeper -> there.addAll(keeper.existing(access.account(), reached)));
    }
    return there;
  }

  private static void require(
      String pointer, List<UUID> ids, Collection<UUID> allowed, List<Violation> wrong) {
    for (int i = 0; i < ids.size(); i++) {
      if (!allowed.contains(ids.get(i))) {
        wrong.add(Violation.at(pointer + i, "unknown", "is nothing here that you may mute"));
      }
    }
  }
}
