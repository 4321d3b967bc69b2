package dev.belfry.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.belfry.access.Access;
import dev.belfry.access.grant.Scope;
import dev.belfry.account.category.Categories;
import dev.belfry.account.category.CategoryId;
import dev.belfry.account.group.GroupId;
import dev.belfry.account.group.Groups;
import dev.belfry.monitor.MonitorReach.Held;
import dev.belfry.monitor.MonitorService.Versioned;
import dev.belfry.platform.event.Change;
import dev.belfry.platform.event.Subject;
import dev.belfry.platform.id.TypeId;
import dev.belfry.platform.json.MergePatch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a monitor is made and changed, in the caller's transaction. What is refused has changed
 * nothing, so that a series can go on with the next.
 */
@ApplicationScoped
class MonitorEdits {
  private static final List<Change> ENABLED =
      List.of(new Change("enabled", BooleanNode.FALSE, BooleanNode.TRUE, false));
  private static final List<Change> DISABLED =
      List.of(new Change("enabled", BooleanNode.TRUE, BooleanNode.FALSE, false));
  private static final String GROUPS = "/group_ids";
  private static final String CATEGORY = "/category_id";

  private final Access access;
  private final Categories categories;
  private final Groups groups;
  private final MonitorReach reach;
  private final Parents parents;
  private final MonitorBodies bodies;
  private final Targets targets;
  private final Judgement judgement;
  private final Event<MonitorChanged> changed;
  private final Event<MonitorChanged.Made> made;
  private final InstantSource clock;

  MonitorEdits(
      Access access,
      Categories categories,
      Groups groups,
      MonitorReach reach,
      Parents parents,
      MonitorBodies bodies,
      Targets targets,
      Judgement judgement,
      Event<MonitorChanged> changed,
      Event<MonitorChanged.Made> made,
      InstantSource clock) {
    this.access = access;
    this.categories = categories;
    this.groups = groups;
    this.reach = reach;
    this.parents = parents;
    this.bodies = bodies;
    this.targets = targets;
    this.judgement = judgement;
    this.changed = changed;
    this.made = made;
    this.clock = clock;
  }

  /** One that may be made, and is not there yet. */
  record Draft(Monitor monitor, MonitorState state, MonitorBodies.Body wanted) {
    Held held() {
      return new Held(monitor, wanted.common().groups(), wanted.common().parents(), state);
    }
  }

  /** Makes one, which the caller counts. */
  Versioned make(JsonNode body) {
    Draft draft =
        draft(body, new MonitorSeries.Known(access.account(), List.of(body)), Duration.ZERO);
    make(List.of(draft));
    // Who heard of it may have written how it stands.
    MonitorState.getEntityManager().refresh(draft.state());
    return versioned(draft.held());
  }

  /**
   * Whatever can be refused is refused here.
   *
   * @param delay after which it is first looked at, cut to less than its interval
   */
  Draft draft(JsonNode body, MonitorSeries.Known known, Duration delay) {
    MonitorBodies.Body wanted = bodies.read(body);
    NewMonitor common = wanted.common();
    access.require(Scope.MONITOR_CREATE, common.place());
    List<GroupId> in = common.wantedGroups();
    known.require(in, () -> groups.requireKnown(in, Set.of(), Scope.MONITOR_CREATE, GROUPS));
    parents.require(null, common.wantedParents(), Set.of());
    CategoryId category = common.categoryId();
    if (category != null) {
      known.require(category, () -> categories.requireExisting(category, CATEGORY));
    }
    known.requireFree(common.key());
    Instant now = clock.instant();
    Monitor monitor = new Monitor();
    monitor.id = TypeId.next();
    monitor.accountId = access.account().uuid();
    monitor.createdAt = now;
    put(monitor, wanted, now);
    MonitorState state = MonitorState.fresh(monitor, now);
    state.dueAt =
        reach.looksAt(monitor)
            ? now.plusMillis(delay.toMillis() % monitor.interval().toMillis())
            : null;
    if (!isEnabled(wanted)) {
      state.pause(now);
    }
    known.made(monitor);
    return new Draft(monitor, state, wanted);
  }

  /** Makes them together, in as few statements as one takes. */
  void make(List<Draft> drafts) {
    if (drafts.isEmpty()) {
      return;
    }
    drafts.forEach(one -> one.monitor().persist());
    drafts.forEach(one -> one.state().persist());
    drafts.forEach(one -> MonitorGroup.add(one.monitor(), one.held().groups()));
    drafts.forEach(one -> MonitorParent.add(one.monitor(), one.held().parents()));
    Monitor.flush();
    reach.made(drafts);
    made.fire(
        new MonitorChanged.Made(
            access.account(),
            drafts.stream()
                .map(
                    one ->
                        event(
                            one.monitor(),
                            "monitor.created",
                            one.monitor().createdAt,
                            bodies.changes(null, stored(one.held(), isEnabled(one.wanted())))))
                .toList()));
  }

  Versioned replace(MonitorId id, JsonNode body, @Nullable String ifMatch) {
    Held held = reach.hold(id, Scope.MONITOR_UPDATE, ifMatch);
    return change(held, bodies.read(body, held.monitor().kind));
  }

  Versioned patch(MonitorId id, JsonNode patch, @Nullable String ifMatch) {
    return patch(reach.hold(id, Scope.MONITOR_UPDATE, ifMatch), patch);
  }

  /**
   * @param held for the update
   */
  Versioned patch(Held held, JsonNode patch) {
    boolean enabled = held.state().status != MonitorStatus.PAUSED;
    JsonNode current =
        bodies.write(
            NewMonitor.of(held.monitor(), held.groups(), reach.seen(held.parents()), enabled),
            targets.masked(held.monitor()));
    JsonNode wanted = MergePatch.merge(current.deepCopy(), patch);
    return wanted.equals(current)
        ? versioned(held)
        : change(held, bodies.read(wanted, held.monitor().kind));
  }

  /** As it would be made again; secrets are {@code ***}. */
  MonitorSeries.Made made(MonitorQuery.Found found, Set<UUID> groups, Set<UUID> parents) {
    Monitor monitor = found.monitor();
    NewMonitor common = NewMonitor.of(monitor, groups, parents, lasting(found.state()));
    return new MonitorSeries.Made(
        new MonitorId(monitor.id), bodies.write(common, targets.masked(monitor)));
  }

  /** Null of a pause that ends by itself: said as such it would have no end. */
  private static @Nullable Boolean lasting(MonitorState state) {
    return state.pausedUntil == null ? state.status != MonitorStatus.PAUSED : null;
  }

  /** What there was of one that goes. */
  List<Change> last(Held held) {
    boolean enabled = held.state().status != MonitorStatus.PAUSED;
    return bodies.changes(stored(held, enabled), null);
  }

  private Versioned change(Held held, MonitorBodies.Body wanted) {
    Monitor monitor = held.monitor();
    MonitorState state = held.state();
    access.require(Scope.MONITOR_UPDATE, wanted.common().place());
    if (!held.groups().containsAll(wanted.common().groups())) {
      groups.requireKnown(
          wanted.common().wantedGroups(), held.groups(), Scope.MONITOR_UPDATE, GROUPS);
    }
    Set<UUID> seen = reach.seen(held.parents());
    parents.require(monitor.id, wanted.common().wantedParents(), seen);
    boolean pauses = state.status != MonitorStatus.PAUSED && !isEnabled(wanted);
    boolean resumes = state.status == MonitorStatus.PAUSED && isEnabled(wanted);
    if (pauses || resumes) {
      access.require(Scope.MONITOR_PAUSE, Scope.MONITOR_READ, held.place());
    }
    if (!Objects.equals(uuid(wanted.common().categoryId()), monitor.categoryId)) {
      categories.requireExisting(wanted.common().categoryId(), CATEGORY);
    }
    Monitor.requireFree(access.account(), wanted.common().key(), monitor.key);
    Instant now = clock.instant();
    int intervalBefore = monitor.intervalSeconds;
    MonitorBodies.Body before = stored(held, state.status != MonitorStatus.PAUSED);
    put(monitor, wanted, now);
    Set<UUID> behind = Parents.after(wanted.common().parents(), held.parents(), seen);
    Held edited = new Held(monitor, wanted.common().groups(), behind, state);
    MonitorBodies.Body after = stored(edited, isEnabled(wanted));
    List<Change> changes = bodies.changes(before, after);
    if (changes.isEmpty() && !pauses && !resumes) {
      // As sent it differs, as kept it is the same: a default that was said, a number of another
      // size.
      Monitor.getEntityManager().refresh(monitor);
      return versioned(held);
    }
    Monitor.flush();
    MonitorGroup.put(monitor, held.groups(), edited.groups());
    MonitorParent.put(monitor, held.parents(), edited.parents());
    state.leaseFor(monitor);
    state.newEra();
    fire(monitor, "monitor.updated", now, changes);
    boolean elsewhere =
        !before.target().equals(after.target()) || intervalBefore != monitor.intervalSeconds;
    turn(held, pauses, resumes, elsewhere, now);
    reach.settle(monitor, state, wanted.target(), now);
    return versioned(edited);
  }

  private void turn(Held held, boolean pauses, boolean resumes, boolean elsewhere, Instant now) {
    MonitorState state = held.state();
    if (pauses) {
      judgement.leave(held.monitor(), state, MonitorPauses.PAUSED, now);
      fire(held.monitor(), "monitor.paused", now, DISABLED);
    } else if (resumes) {
      state.resume(now);
      fire(held.monitor(), "monitor.resumed", now, ENABLED);
    } else if (state.dueAt != null && elsewhere) {
      state.dueAt(now);
    }
  }

  /** With its secrets. */
  private MonitorBodies.Body stored(Held held, boolean enabled) {
    Monitor monitor = held.monitor();
    return new MonitorBodies.Body(
        NewMonitor.of(monitor, held.groups(), held.parents(), enabled),
        targets.open(monitor.accountId, monitor.id, monitor.kind, monitor.target, monitor.secrets));
  }

  private void put(Monitor monitor, MonitorBodies.Body wanted, Instant now) {
    NewMonitor common = wanted.common();
    // What can still be refused comes first: a monitor of a series is left as it was.
    targets.store(monitor, wanted.target());
    common.into(monitor);
    monitor.categoryId = uuid(common.categoryId());
    monitor.updatedAt = now;
  }

  private static boolean isEnabled(MonitorBodies.Body wanted) {
    return wanted.common().enabled() == null || wanted.common().enabled();
  }

  Versioned versioned(Held held) {
    return new Versioned(reach.view(held), held.monitor().version);
  }

  private void fire(Monitor monitor, String action, Instant now, List<Change> changes) {
    changed.fire(event(monitor, action, now, changes));
  }

  private MonitorChanged event(Monitor monitor, String action, Instant now, List<Change> changes) {
    return new MonitorChanged(
        access.account(), access.actor(), subject(monitor), now, action, changes);
  }

  static Subject subject(Monitor monitor) {
    return new Subject(
        "monitor", new MonitorId(monitor.id).text(), monitor.name, monitor.categoryId);
  }

  private static @Nullable UUID uuid(@Nullable CategoryId category) {
    return category == null ? null : Objects.requireNonNull(category).uuid();
  }
}
