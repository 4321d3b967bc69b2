package dev.belfry.maintenance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belfry.access.Access;
import dev.belfry.access.Caller;
import dev.belfry.access.Quota;
import dev.belfry.access.grant.Scope;
import dev.belfry.maintenance.schedule.Schedule;
import dev.belfry.monitor.directory.MonitorSelection.Meant;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Change;
import dev.belfry.platform.event.Changes;
import dev.belfry.platform.event.Subject;
import dev.belfry.platform.http.EntityTag;
import dev.belfry.platform.id.TypeId;
import dev.belfry.platform.json.MergePatch;
import dev.belfry.platform.page.Page;
import dev.belfry.platform.page.PageRequest;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The life of maintenance windows, as people and programs plan them. */
@ApplicationScoped
@Transactional
class MaintenanceService {
  private static final String WINDOWS = "maintenance windows that are not over";
  private static final int MOST = 200;
  private static final int MOST_PAST = 1_000;
  private static final List<String> LENGTHS =
      List.of("ends_at", "duration_seconds", "at_most_seconds");

  private final Access access;
  private final Quota quota;
  private final MaintenanceReach reach;
  private final MaintenanceSelections selections;
  private final MaintenanceViews views;
  private final MaintenanceCourse course;
  private final MergePatch patches;
  private final Changes changes;
  private final Event<MaintenanceChanged> events;
  private final InstantSource clock;

  MaintenanceService(
      Access access,
      Quota quota,
      MaintenanceReach reach,
      MaintenanceSelections selections,
      MaintenanceViews views,
      MaintenanceCourse course,
      MergePatch patches,
      Changes changes,
      Event<MaintenanceChanged> events,
      InstantSource clock) {
    this.access = access;
    this.quota = quota;
    this.reach = reach;
    this.selections = selections;
    this.views = views;
    this.course = course;
    this.patches = patches;
    this.changes = changes;
    this.events = events;
    this.clock = clock;
  }

  /** A window with the version that edits compare. */
  record Versioned(MaintenanceView maintenance, long version) {}

  Page<MaintenanceView> list(MaintenanceFilter filter, PageRequest page) {
    List<MaintenanceWindow> found = views.matching(filter, now());
    return Page.of(
        found.stream()
            .skip((long) page.index() * page.limit)
            .limit(page.limit)
            .map(window -> views.of(window, now()))
            .toList(),
        page,
        found.size());
  }

  Versioned get(MaintenanceId id) {
    MaintenanceWindow window =
        MaintenanceWindow.named(access.account(), id).orElseThrow(Problem::notFound);
    reach.require(window, Scope.MAINTENANCE_READ);
    return versioned(window);
  }

  Versioned create(NewMaintenance wanted) {
    AccountId account = access.account();
    Instant now = now();
    Schedule schedule = MaintenanceRules.check(wanted, now);
    Meant meant = selections.check(wanted, Scope.MAINTENANCE_CREATE, MaintenanceSelections.NOTHING);
    requireRoom(account);
    MaintenanceWindow window = new MaintenanceWindow();
    window.id = TypeId.next();
    window.accountId = account.uuid();
    window.createdAt = now;
    become(window, wanted, schedule, meant);
    window.reach = reach.of(Scope.MAINTENANCE_CREATE, meant);
    window.updatedAt = now;
    window.persist();
    MaintenanceWindow.flush();
    fire(window, "maintenance.created", changes.between(null, editable(window), Set.of()));
    course.restart(window, now);
    return saved(window);
  }

  private void requireRoom(AccountId account) {
    quota.requireRoom(account, WINDOWS, MOST, () -> MaintenanceWindow.countPlanned(account));
    MaintenanceWindow.prune(account, MOST_PAST);
  }

  Versioned replace(MaintenanceId id, NewMaintenance wanted, @Nullable String ifMatch) {
    return edit(id, ifMatch, current -> wanted);
  }

  Versioned patch(MaintenanceId id, JsonNode patch, @Nullable String ifMatch) {
    return edit(
        id,
        ifMatch,
        current -> {
          boolean length = LENGTHS.stream().anyMatch(patch::hasNonNull);
          JsonNode given = length ? withOneLength(patch) : patch;
          return patches.apply(current, given, NewMaintenance.class);
        });
  }

  /** Whoever says how long it takes means that alone. */
  private static JsonNode withOneLength(JsonNode patch) {
    ObjectNode whole = patch.deepCopy();
    LENGTHS.stream().filter(name -> !whole.has(name)).forEach(whole::putNull);
    return whole;
  }

  /** What runs ends now; of what was, nothing is shown any more. */
  void delete(MaintenanceId id) {
    MaintenanceWindow window = locked(id, Scope.MAINTENANCE_DELETE);
    Instant now = now();
    NewMaintenance last = editable(window);
    course.stop(window, now, MaintenanceCourse.DELETED, access.actor());
    window.deleted = true;
    window.updatedAt = now;
    MaintenanceWindow.flush();
    fire(window, "maintenance.deleted", changes.between(last, null, Set.of()));
  }

  /** Ends what runs; a window that does not run stays as it is. */
  Versioned end(MaintenanceId id) {
    MaintenanceWindow window = locked(id, Scope.MAINTENANCE_UPDATE);
    Instant now = now();
    course.advance(window, now);
    course.end(window, now, MaintenanceCourse.ENDED, access.actor());
    return saved(window);
  }

  /**
   * Begins an occurrence now; a window that runs stays as it is.
   *
   * @throws Problem 409 when whoever made it may not mute any more what it covers
   */
  Versioned start(MaintenanceId id) {
    MaintenanceWindow window = locked(id, Scope.MAINTENANCE_UPDATE);
    Instant now = now();
    course.advance(window, now);
    if (!window.running) {
      if (!reach.stands(window)) {
        throw Problem.of(
            ProblemType.CONFLICT,
            "Whoever made or last changed this window may not mute any more what it covers; change it yourself.");
      }
      if (window.occursFrom == null) {
        requireRoom(access.account());
      }
      course.startNow(window, now);
    }
    return saved(window);
  }

  private Versioned edit(
      MaintenanceId id, @Nullable String ifMatch, UnaryOperator<NewMaintenance> change) {
    MaintenanceWindow window = locked(id, Scope.MAINTENANCE_UPDATE);
    EntityTag.require(ifMatch, window.version);
    Instant now = now();
    course.advance(window, now);
    NewMaintenance before = editable(window);
    NewMaintenance wanted = change.apply(before);
    Schedule scheduled = window.schedule();
    boolean wasOver = window.occursFrom == null;
    Schedule schedule = MaintenanceRules.check(wanted, now);
    Meant meant = selections.check(wanted, Scope.MAINTENANCE_UPDATE, window.meant());
    become(window, wanted, schedule, meant);
    window.reach = reach.of(Scope.MAINTENANCE_UPDATE, meant);
    window.updatedAt = now;
    if (!schedule.equals(scheduled) || wasOver) {
      if (wasOver) {
        requireRoom(access.account());
      }
      course.end(window, now, MaintenanceCourse.CHANGED, access.actor());
      course.restart(window, now);
    } else {
      course.plan(window, now);
      window.schedule(now);
    }
    MaintenanceWindow.flush();
    fire(window, "maintenance.updated", changes.between(before, editable(window), Set.of()));
    return saved(window);
  }

  private void become(
      MaintenanceWindow window, NewMaintenance wanted, Schedule schedule, Meant meant) {
    Caller caller = access.caller();
    window.ownerId = caller.member().uuid();
    window.keyId = caller.key() == null ? null : caller.key().uuid();
    window.name = wanted.name();
    window.description = wanted.description();
    window.published = Boolean.TRUE.equals(wanted.isPublic());
    window.startsAt = schedule.startsAt().truncatedTo(ChronoUnit.MILLIS);
    window.durationSeconds = Math.toIntExact(schedule.length().toSeconds());
    window.openEnded = wanted.endsAt() == null && wanted.durationSeconds() == null;
    window.recurrence = wanted.recurrence();
    window.timeZone = schedule.zone().getId();
    window.repeatUntil = wanted.until();
    window.repeatCount = wanted.count();
    window.allMonitors = meant.all();
    window.monitorIds = List.copyOf(meant.monitors());
    window.tags = List.copyOf(meant.tags());
    window.categoryIds = List.copyOf(meant.categories());
    window.groupIds = List.copyOf(meant.groups());
  }

  /** What a merge patch is laid over. */
  private static NewMaintenance editable(MaintenanceWindow window) {
    return MaintenanceViews.editable(window);
  }

  private MaintenanceWindow locked(MaintenanceId id, Scope scope) {
    MaintenanceWindow window =
        MaintenanceWindow.locked(access.account(), id)
            .filter(found -> !found.deleted)
            .orElseThrow(Problem::notFound);
    reach.require(window, scope);
    return window;
  }

  private Versioned saved(MaintenanceWindow window) {
    MaintenanceWindow.flush();
    return versioned(window);
  }

  private Versioned versioned(MaintenanceWindow window) {
    return new Versioned(views.of(window, now()), window.version);
  }

  private void fire(MaintenanceWindow window, String action, List<Change> what) {
    events.fire(
        new MaintenanceChanged(
            window.account(),
            access.actor(),
            new Subject(
                "maintenance", window.maintenanceId().text(), window.name, window.category()),
            now(),
            action,
            what));
  }

  /** As the database keeps it, so that what is compared later is the same. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
