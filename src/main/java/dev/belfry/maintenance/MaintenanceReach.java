package dev.belfry.maintenance;

import dev.belfry.access.Access;
import dev.belfry.access.AccessProblems;
import dev.belfry.access.grant.Pair;
import dev.belfry.access.grant.Rights;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.grant.Selection;
import dev.belfry.access.people.MemberId;
import dev.belfry.access.people.Standings;
import dev.belfry.monitor.directory.MonitorSelection.Meant;
import dev.belfry.monitor.mute.Mutes;
import dev.belfry.platform.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** A window acts for somebody: it mutes what its maker may mute, and nothing else. */
@ApplicationScoped
class MaintenanceReach {
  private final Access access;
  private final Standings standings;
  private final Covered covered;
  private final Mutes mutes;

  MaintenanceReach(Access access, Standings standings, Covered covered, Mutes mutes) {
    this.access = access;
    this.standings = standings;
    this.covered = covered;
    this.mutes = mutes;
  }

  /** How far a window may reach that the caller makes or changes: no further than it selects. */
  List<Pair> of(Scope scope, Meant meant) {
    List<Pair> pairs = access.pairs(scope);
    boolean byCategory =
        !meant.all()
            && meant.monitors().isEmpty()
            && meant.tags().isEmpty()
            && meant.groups().isEmpty();
    if (!byCategory) {
      return pairs;
    }
    Pair selected = new Pair(new Selection(false, meant.categories()), Selection.ALL);
    return pairs.stream()
        .map(selected::meet)
        .filter(pair -> !pair.reachesNothing())
        .distinct()
        .toList();
  }

  /** Whether its maker, with the rights that he has now, may still mute all that it reaches. */
  boolean stands(MaintenanceWindow window) {
    Rights now = standings.rights(window.account(), new MemberId(window.ownerId), window.keyId);
    List<Pair> pairs = new ArrayList<>(now.pairs(Scope.MAINTENANCE_CREATE));
    pairs.addAll(now.pairs(Scope.MAINTENANCE_UPDATE));
    return !window.reach.isEmpty() && within(pairs, window);
  }

  /** Whether the caller holds the scope wherever the window reaches. */
  boolean contains(MaintenanceWindow window, Scope scope) {
    return within(access.pairs(scope), window);
  }

  /**
   * @throws Problem 404 when the caller may not know of it, 403 when only the scope does not reach
   *     that far
   */
  void require(MaintenanceWindow window, Scope scope) {
    boolean allowed = scope == Scope.MAINTENANCE_READ ? sees(window) : contains(window, scope);
    if (!allowed) {
      throw sees(window) ? AccessProblems.lacks(scope) : Problem.notFound();
    }
  }

  private boolean sees(MaintenanceWindow window) {
    return !visible(List.of(window)).isEmpty();
  }

  /** Those of these of which the caller may know. */
  Set<MaintenanceWindow> visible(Collection<MaintenanceWindow> windows) {
    Set<MaintenanceWindow> seen = new HashSet<>();
    List<MaintenanceWindow> others = new ArrayList<>();
    for (MaintenanceWindow window : windows) {
      (contains(window, Scope.MAINTENANCE_READ) ? seen : others).add(window);
    }
    List<Pair> pairs = access.pairs(Scope.MAINTENANCE_READ);
    if (!others.isEmpty() && !pairs.isEmpty()) {
      Set<UUID> covering =
          new HashSet<>(mutes.wanting(access.account(), covered.within(access.account(), pairs)));
      others.stream().filter(window -> covering.contains(window.id)).forEach(seen::add);
    }
    return seen;
  }

  /**
   * Each of its pairs within one of these; one that has lost them all is for who has everything.
   */
  private static boolean within(List<Pair> pairs, MaintenanceWindow window) {
    List<Pair> reach = window.reach.isEmpty() ? List.of(Pair.ALL) : window.reach;
    return reach.stream().allMatch(own -> pairs.stream().anyMatch(pair -> pair.contains(own)));
  }
}
