package dev.belfry.maintenance;

import dev.belfry.maintenance.schedule.Occurrence;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.mute.Mutes;
import dev.belfry.monitor.mute.Mutes.Stretch;
import dev.belfry.platform.event.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a window goes: its occurrences begin, end, and are told to the monitors ahead. In the
 * caller's transaction, with the window locked.
 */
@ApplicationScoped
class MaintenanceCourse {
  static final String SCHEDULED = "scheduled";
  static final String ENDED = "ended";
  static final String CHANGED = "changed";
  static final String DELETED = "deleted";
  static final String OWNER_LOST_RIGHT = "owner_lost_right";
  static final String NOTHING_SELECTED = "nothing_selected";

  private final Covered covered;
  private final Mutes mutes;
  private final MaintenanceReach reach;
  private final Event<MaintenanceTurned> turned;

  MaintenanceCourse(
      Covered covered, Mutes mutes, MaintenanceReach reach, Event<MaintenanceTurned> turned) {
    this.covered = covered;
    this.mutes = mutes;
    this.reach = reach;
    this.turned = turned;
  }

  /** Begins and ends what is to begin and end by now, late or not. */
  void advance(MaintenanceWindow window, Instant now) {
    boolean on = true;
    while (on) {
      on = step(window, now);
    }
    window.schedule(now);
  }

  private boolean step(MaintenanceWindow window, Instant now) {
    Occurrence one = window.occurrence();
    if (one == null || window.deleted) {
      return false;
    }
    if (window.running && one.until().isAfter(now) && !reach.stands(window)) {
      stop(window, now, OWNER_LOST_RIGHT, Actor.SYSTEM);
      return false;
    }
    if (window.running && !one.until().isAfter(now)) {
      close(window, one, one.until(), SCHEDULED, Actor.SYSTEM);
      window.occurs(notBefore(following(window, one.until(), false), one.until()));
      plan(window, now);
      return true;
    }
    if (window.running || one.from().isAfter(now)) {
      return false;
    }
    return begin(window, one, now);
  }

  /** One that was over before anybody could begin it was muted all the same, and is not told. */
  private boolean begin(MaintenanceWindow window, Occurrence one, Instant now) {
    if (!one.until().isAfter(now)) {
      window.occurs(notBefore(following(window, now, false), now));
      plan(window, now);
      return window.occursFrom != null;
    }
    if (!reach.stands(window)) {
      stop(window, now, OWNER_LOST_RIGHT, Actor.SYSTEM);
      return false;
    }
    window.running = true;
    window.ended(null, null);
    MaintenanceHistory.began(window, one, plan(window, now));
    fire(window, one, null, Actor.SYSTEM, one.from());
    return false;
  }

  /** Plans anew from its schedule, as if it had just been made. */
  void restart(MaintenanceWindow window, Instant now) {
    window.occurs(notBefore(following(window, now, false), now));
    window.ended(null, null);
    plan(window, now);
    advance(window, now);
  }

  /** An occurrence of its usual length from now on, besides those of its schedule. */
  void startNow(MaintenanceWindow window, Instant now) {
    window.occurs(new Occurrence(now, now.plusSeconds(window.durationSeconds)));
    if (window.recurrence == null) {
      window.startsAt = now;
    }
    advance(window, now);
  }

  /** Ends what runs; what is to come stays. */
  void end(MaintenanceWindow window, Instant now, String reason, Actor actor) {
    Occurrence one = window.occurrence();
    if (one == null || !window.running) {
      return;
    }
    close(window, one, now, reason, actor);
    window.occurs(following(window, now, true));
    plan(window, now);
    window.schedule(now);
  }

  /** Ends what runs, and nothing comes after it. */
  void stop(MaintenanceWindow window, Instant now, String reason, Actor actor) {
    Occurrence one = window.occurrence();
    if (one != null && window.running) {
      close(window, one, now, reason, actor);
    } else if (one != null && !one.from().isAfter(now)) {
      fire(window, new Occurrence(one.from(), now), reason, actor, now);
    }
    window.occurs(null);
    window.ended(now, reason);
    plan(window, now);
    window.schedule(now);
  }

  /**
   * Has the monitors told when they are muted: those that are selected now.
   *
   * @return these
   */
  List<MonitorId> plan(MaintenanceWindow window, Instant now) {
    List<MonitorId> monitors = window.occursFrom == null ? List.of() : covered.by(window);
    mutes.plan(window.account(), window.id, monitors, stretches(window), now);
    window.turning = true;
    return monitors;
  }

  /** What is planned ahead: the occurrence that runs or comes, and the one after it. */
  List<Stretch> stretches(MaintenanceWindow window) {
    List<Stretch> stretches = new ArrayList<>();
    Occurrence one = window.occurrence();
    if (one != null) {
      stretches.add(new Stretch(one.from(), one.until()));
      Occurrence next = notBefore(following(window, one.until(), false), one.until());
      if (next != null) {
        stretches.add(new Stretch(next.from(), next.until()));
      }
    }
    return stretches;
  }

  /**
   * @param begins whether only what begins after that moment counts, and not what is under way then
   */
  private static @Nullable Occurrence following(
      MaintenanceWindow window, Instant moment, boolean begins) {
    return window.schedule().after(moment, 2).stream()
        .filter(one -> !begins || one.from().isAfter(moment))
        .findFirst()
        .orElse(null);
  }

  private static @Nullable Occurrence notBefore(@Nullable Occurrence one, Instant moment) {
    return one == null || !one.from().isBefore(moment) ? one : new Occurrence(moment, one.until());
  }

  private void close(
      MaintenanceWindow window, Occurrence one, Instant at, String reason, Actor actor) {
    window.running = false;
    window.ended(at, reason);
    MaintenanceHistory.ends(window, one.from(), at);
    fire(window, new Occurrence(one.from(), at), reason, actor, at);
  }

  private void fire(
      MaintenanceWindow window, Occurrence one, @Nullable String reason, Actor actor, Instant at) {
    turned.fire(
        new MaintenanceTurned(
            window.account(),
            actor,
            MaintenanceBrief.of(window, one, reason),
            window.place(),
            window.category(),
            at));
  }
}
