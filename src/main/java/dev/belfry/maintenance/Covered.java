package dev.belfry.maintenance;

import dev.belfry.access.grant.Pair;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.directory.MonitorSelection;
import dev.belfry.monitor.directory.MonitorSelection.Meant;
import dev.belfry.platform.event.AccountId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Which monitors a window mutes, as things are now. */
@ApplicationScoped
class Covered {
  private static final Meant ALL = new Meant(true, Set.of(), Set.of(), Set.of(), Set.of());

  private final MonitorSelection selection;

  Covered(MonitorSelection selection) {
    this.selection = selection;
  }

  List<MonitorId> by(MaintenanceWindow window) {
    return selection.find(window.account(), window.meant(), window.reach, null);
  }

  List<MonitorId> by(MaintenanceWindow window, Collection<MonitorId> among) {
    return among.isEmpty()
        ? List.of()
        : selection.find(window.account(), window.meant(), window.reach, among);
  }

  /** All that lie wholly within one of these pairs. */
  List<MonitorId> within(AccountId account, List<Pair> pairs) {
    return selection.find(account, ALL, pairs, null);
  }

  /** Those of these that do. */
  List<MonitorId> within(AccountId account, List<Pair> pairs, Collection<MonitorId> among) {
    return among.isEmpty() ? List.of() : selection.find(account, ALL, pairs, among);
  }
}
