package dev.belfry.maintenance;

import dev.belfry.access.Access;
import dev.belfry.access.grant.Scope;
import dev.belfry.maintenance.schedule.Occurrence;
import dev.belfry.maintenance.schedule.Schedule;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.directory.MonitorDirectory;
import dev.belfry.monitor.directory.MonitorSelection;
import dev.belfry.monitor.directory.MonitorSelection.Meant;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a window would do; nothing is kept. */
@ApplicationScoped
@Transactional
class MaintenancePreview {
  private static final int OCCURRENCES = 10;
  private static final int MONITORS = 100;
  private static final int OVERLAPS = 20;

  private final Access access;
  private final MaintenanceReach reach;
  private final MaintenanceSelections selections;
  private final MonitorSelection selection;
  private final MonitorDirectory monitors;
  private final Covered covered;
  private final InstantSource clock;

  MaintenancePreview(
      Access access,
      MaintenanceReach reach,
      MaintenanceSelections selections,
      MonitorSelection selection,
      MonitorDirectory monitors,
      Covered covered,
      InstantSource clock) {
    this.access = access;
    this.reach = reach;
    this.selections = selections;
    this.selection = selection;
    this.monitors = monitors;
    this.covered = covered;
    this.clock = clock;
  }

  /**
   * What a window would do.
   *
   * @param occurrences the next ten
   * @param monitorsTotal how many monitors it would mute, as things are now
   * @param monitors those of them that the caller may read, by name, at most 100
   * @param overlaps other windows that the caller may see, which mute some of them at the same time
   */
  @RegisterForReflection
  @Schema(name = "MaintenancePreview")
  record Preview(
      List<MaintenanceView.Span> occurrences,
      int monitorsTotal,
      List<Muted> monitors,
      List<Overlap> overlaps) {}

  /** A monitor that would be muted. */
  @RegisterForReflection
  @Schema(name = "MutedMonitor")
  record Muted(MonitorId id, String name, String type) {}

  /**
   * Another window.
   *
   * @param startsAt of the first of its occurrences that meets one of this window
   * @param monitorsTotal how many monitors both mute
   */
  @RegisterForReflection
  @Schema(name = "MaintenanceOverlap")
  record Overlap(
      MaintenanceId id, String name, Instant startsAt, Instant endsAt, int monitorsTotal) {}

  Preview of(NewMaintenance wanted) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Schedule schedule = MaintenanceRules.check(wanted, now);
    Meant meant = selections.check(wanted, Scope.MAINTENANCE_CREATE, MaintenanceSelections.NOTHING);
    List<MonitorId> muted =
        selection.find(access.account(), meant, reach.of(Scope.MAINTENANCE_CREATE, meant), null);
    List<Occurrence> occurrences = schedule.after(now, OCCURRENCES);
    return new Preview(
        occurrences.stream().map(MaintenanceView.Span::of).toList(),
        muted.size(),
        monitors.visible(muted).stream()
            .limit(MONITORS)
            .map(entry -> new Muted(entry.id(), entry.name(), entry.type()))
            .toList(),
        overlaps(occurrences, muted));
  }

  private List<Overlap> overlaps(List<Occurrence> occurrences, List<MonitorId> muted) {
    List<Overlap> overlaps = new ArrayList<>();
    for (MaintenanceWindow other :
        reach.visible(MaintenanceWindow.planned(access.account())).stream()
            .sorted(java.util.Comparator.comparing(window -> window.id))
            .toList()) {
      MaintenanceViews.occurrences(other, OCCURRENCES).stream()
          .filter(theirs -> occurrences.stream().anyMatch(theirs::meets))
          .findFirst()
          .ifPresent(
              theirs -> {
                int both = covered.by(other, muted).size();
                if (both > 0 && overlaps.size() < OVERLAPS) {
                  overlaps.add(
                      new Overlap(
                          other.maintenanceId(), other.name, theirs.from(), theirs.until(), both));
                }
              });
    }
    return overlaps;
  }
}
