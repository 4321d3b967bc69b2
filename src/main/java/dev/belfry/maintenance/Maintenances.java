package dev.belfry.maintenance;

import dev.belfry.maintenance.schedule.Occurrence;
import dev.belfry.monitor.MonitorId;
import dev.belfry.platform.event.AccountId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** For rooms above, whoever asks: when is maintenance that outsiders may read of, and of what. */
@ApplicationScoped
@Transactional
public class Maintenances {
  /** Of one window. */
  private static final int MOST = 50;

  private final Covered covered;

  Maintenances(Covered covered) {
    this.covered = covered;
  }

  /**
   * Occurrences of public windows that cover some of these monitors and have to do with this time,
   * by their beginning: what was as it was, what will be as things are now; of one window at most
   * fifty that are to come.
   */
  public List<Planned> touching(
      AccountId account, Collection<MonitorId> monitors, Instant from, Instant until) {
    if (monitors.isEmpty() || !from.isBefore(until)) {
      return List.of();
    }
    Map<UUID, MaintenanceWindow> windows = new HashMap<>();
    MaintenanceWindow.all(account).stream()
        .filter(window -> window.published)
        .forEach(window -> windows.put(window.id, window));
    List<Planned> found = new ArrayList<>();
    for (MaintenanceHistory.Was was : MaintenanceHistory.touching(account, monitors, from, until)) {
      MaintenanceWindow window = windows.get(was.window());
      if (window != null) {
        boolean runs = window.running && was.occurrence().from().equals(window.occursFrom);
        found.add(planned(window, was.occurrence(), runs, was.monitors()));
      }
    }
    Occurrence asked = new Occurrence(from, until);
    windows.values().forEach(window -> addComing(window, monitors, asked, found));
    found.sort(Comparator.comparing(Planned::startsAt).thenComparing(one -> one.id().uuid()));
    return List.copyOf(found);
  }

  private void addComing(
      MaintenanceWindow window,
      Collection<MonitorId> monitors,
      Occurrence asked,
      List<Planned> found) {
    List<Occurrence> coming =
        MaintenanceViews.occurrences(window, MOST).stream()
            .skip(window.running ? 1 : 0)
            .filter(asked::meets)
            .toList();
    Set<MonitorId> those = coming.isEmpty() ? Set.of() : Set.copyOf(covered.by(window, monitors));
    if (!those.isEmpty()) {
      coming.forEach(one -> found.add(planned(window, one, true, those)));
    }
  }

  private static Planned planned(
      MaintenanceWindow window, Occurrence one, boolean open, Set<MonitorId> monitors) {
    return new Planned(
        window.maintenanceId(),
        window.name,
        window.description,
        one.from(),
        window.openEnded && open ? null : one.until(),
        monitors);
  }
}
