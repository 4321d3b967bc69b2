package dev.belfry.maintenance;

import dev.belfry.access.grant.Pair;
import dev.belfry.account.category.CategoryDeleted;
import dev.belfry.account.group.GroupDeleted;
import dev.belfry.monitor.MonitorChanged;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.MonitorService;
import dev.belfry.monitor.directory.MonitorSelection.Meant;
import dev.belfry.monitor.mute.Mutes;
import dev.belfry.platform.event.Actor;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** Hears of what changes which monitors windows cover. */
@ApplicationScoped
class MaintenanceWatch {
  private static final int LATE = Interceptor.Priority.APPLICATION + 1_000;

  /** Before monitors are taken out of what goes: states are locked before monitors. */
  private static final int EARLY = Interceptor.Priority.APPLICATION;

  private final MonitorService monitors;
  private final Covered covered;
  private final MaintenanceCourse course;
  private final Mutes mutes;
  private final InstantSource clock;

  MaintenanceWatch(
      MonitorService monitors,
      Covered covered,
      MaintenanceCourse course,
      Mutes mutes,
      InstantSource clock) {
    this.monitors = monitors;
    this.covered = covered;
    this.course = course;
    this.mutes = mutes;
    this.clock = clock;
  }

  /** Those that are made while work goes on are covered at once. */
  void made(@Observes @Priority(LATE) MonitorChanged.Made event) {
    List<MaintenanceWindow> windows = MaintenanceWindow.planned(event.account());
    if (windows.isEmpty()) {
      return;
    }
    List<MonitorService.Sight> sights = monitors.sights(event.account(), event.monitors());
    for (MaintenanceWindow window : windows) {
      List<MonitorId> selected =
          sights.stream()
              .filter(sight -> selects(window.meant(), sight))
              .map(sight -> sight.brief().id())
              .toList();
      List<MonitorId> on = covered.by(window, selected);
      if (!on.isEmpty()) {
        mutes.planNew(event.account(), window.id, on, course.stretches(window), now());
      }
    }
  }

  /** One that is changed while work goes on is covered, or is not any more, at once. */
  void changed(@Observes @Priority(LATE) MonitorChanged event) {
    String id = event.subject().id();
    if (id == null || !event.action().equals("monitor.updated")) {
      return;
    }
    List<MaintenanceWindow> windows = MaintenanceWindow.planned(event.account());
    if (windows.isEmpty()) {
      return;
    }
    List<MonitorId> monitor = List.of(MonitorId.fromString(id));
    for (MonitorService.Sight sight : monitors.sights(event.account(), monitor)) {
      Set<UUID> muting = Set.copyOf(mutes.wanting(event.account(), monitor));
      for (MaintenanceWindow window : windows) {
        boolean covers = selects(window.meant(), sight) && !covered.by(window, monitor).isEmpty();
        if (covers || muting.contains(window.id)) {
          mutes.planOne(
              event.account(),
              window.id,
              monitor.getFirst(),
              covers ? course.stretches(window) : List.of(),
              now());
        }
      }
    }
  }

  /** Whether it is worth asking: many monitors are made at once, and few windows mean them. */
  private static boolean selects(Meant meant, MonitorService.Sight monitor) {
    UUID category = monitor.brief().place().category();
    Set<UUID> groups = Objects.requireNonNullElse(monitor.brief().place().groups(), Set.of());
    return meant.all()
        || meant.monitors().contains(monitor.brief().id().uuid())
        || !Collections.disjoint(meant.tags(), monitor.tags())
        || (category != null && meant.categories().contains(category))
        || !Collections.disjoint(meant.groups(), groups);
  }

  void deleted(@Observes @Priority(EARLY) CategoryDeleted event) {
    for (MaintenanceWindow window : MaintenanceWindow.lockedAll(event.account())) {
      forget(window, true, event.category().uuid());
    }
  }

  void deleted(@Observes @Priority(EARLY) GroupDeleted event) {
    for (MaintenanceWindow window : MaintenanceWindow.lockedAll(event.account())) {
      forget(window, false, event.group().uuid());
    }
  }

  private void forget(MaintenanceWindow window, boolean category, UUID gone) {
    List<UUID> selected = category ? window.categoryIds : window.groupIds;
    List<Pair> left =
        window.reach.stream()
            .map(pair -> pair.without(gone))
            .filter(pair -> !pair.reachesNothing())
            .toList();
    boolean named = selected.contains(gone);
    if (!named && left.equals(window.reach)) {
      return;
    }
    window.reach = left;
    if (named) {
      List<UUID> others = new ArrayList<>(selected);
      others.remove(gone);
      if (category) {
        window.categoryIds = others;
      } else {
        window.groupIds = others;
      }
    }
    if (window.meant().isNothing() || left.isEmpty()) {
      course.stop(window, now(), MaintenanceCourse.NOTHING_SELECTED, Actor.SYSTEM);
    } else if (window.occursFrom != null) {
      course.plan(window, now());
      window.schedule(now());
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
