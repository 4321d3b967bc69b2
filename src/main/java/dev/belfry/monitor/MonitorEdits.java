package dev.belfry.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.belfry.access.Access;
import dev.belfry.access.grant.Scope;
import dev.belfry.account.category.Categories;
import dev.belfry.account.category.CategoryId;
import dev.belfry.account.group.Groups;
import dev.belfry.monitor.MonitorReach.Held;
import dev.belfry.monitor.MonitorService.Versioned;
import dev.belfry.platform.event.Change;
import dev.belfry.platform.event.Subject;
import dev.belfry.platform.id.TypeId;
import dev.belfry.platform.json.MergePatch;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
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

  private final Access access;
  private final Categories categories;
  private final Groups groups;
  private final MonitorReach reach;
  private final Parents parents;
  private final MonitorBodies bodies;
  private final Targets targets;
  private final Event<MonitorChanged> changed;
  private final InstantSource clock;

  MonitorEdits(
      Access access,
      Categories categories,
      Groups groups,
      MonitorReach reach,
      Parents parents,
      MonitorBodies bodies,
      Targets targets,
      Event<MonitorChanged> changed,
      InstantSource clock) {
    this.access = access;
    this.categories = categories;
    this.groups = groups;
    this.reach = reach;
    this.parents = parents;
    this.bodies = bodies;
    this.targets = targets;
    this.changed = changed;
    this.clock = clock;
  }

  /**
   * Makes one, which the caller counts.
   *
   * @param delay after which it is first looked at, cut to less than its interval
   */
  Versioned make(JsonNode body, Duration delay) {
    MonitorBodies.Body wanted = bodies.read(body);
    access.require(Scope.MONITOR_CREATE, wanted.common().place());
    groups.requireKnown(wanted.common().wantedGroups(), Set.of(), Scope.MONITOR_CREATE, GROUPS);
    parents.require(null, wanted.common().wantedParents(), Set.of());
    Instant now = clock.instant();
    Monitor monitor = new Monitor();
    monitor.id = TypeId.next();
    monitor.accountId = access.account().uuid();
    monitor.createdAt = now;
    put(monitor, wanted, now);
    monitor.persist();
    MonitorState state = MonitorState.fresh(monitor, now);
    state.dueAt = now.plusMillis(delay.toMillis() % monitor.interval().toMillis());
    if (!isEnabled(wanted)) {
      state.pause(now);
    }
    Monitor.flush();
    state.persist();
    Set<UUID> in = wanted.common().groups();
    Set<UUID> behind = wanted.common().parents();
    MonitorGroup.put(monitor, Set.of(), in);
    MonitorParent.put(monitor, Set.of(), behind);
    reach.settle(monitor, state, wanted.target(), now);
    fire(
        monitor,
        "monitor.created",
        now,
        bodies.changes(null, stored(new Held(monitor, in, behind, state), isEnabled(wanted))));
    return versioned(new Held(monitor, in, behind, state));
  }

  Versioned replace(MonitorId id, JsonNode body, @Nullable String ifMatch) {
    Held held = reach.hold(id, Scope.MONITOR_UPDATE, ifMatch);
    return change(held, bodies.read(body, held.monitor().kind));
  }

  Versioned patch(MonitorId id, JsonNode patch, @Nullable String ifMatch) {
    Held held = reach.hold(id, Scope.MONITOR_UPDATE, ifMatch);
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

  /** Of those of these that are there, in the order of their ids. */
  List<MonitorSeries.Made> bodies(List<UUID> ids) {
    Map<UUID, Set<UUID>> in = MonitorGroup.ofAll(access.account().uuid(), ids);
    Map<UUID, Set<UUID>> behind = MonitorParent.ofAll(access.account().uuid(), ids);
    Set<UUID> parents = new HashSet<>();
    behind.values().forEach(parents::addAll);
    Set<UUID> seen = reach.seen(parents);
    behind.values().forEach(some -> some.retainAll(seen));
    return Monitor.withStates(access.account(), ids).stream()
        .map(
            found -> {
              Monitor monitor = found.monitor();
              NewMonitor common =
                  NewMonitor.of(
                      monitor,
                      in.getOrDefault(monitor.id, Set.of()),
                      behind.getOrDefault(monitor.id, Set.of()),
                      lasting(found.state()));
              return new MonitorSeries.Made(
                  new MonitorId(monitor.id), bodies.write(common, targets.masked(monitor)));
            })
        .toList();
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
    groups.requireKnown(
        wanted.common().wantedGroups(), held.groups(), Scope.MONITOR_UPDATE, GROUPS);
    Set<UUID> seen = reach.seen(held.parents());
    parents.require(monitor.id, wanted.common().wantedParents(), seen);
    boolean pauses = state.status != MonitorStatus.PAUSED && !isEnabled(wanted);
    boolean resumes = state.status == MonitorStatus.PAUSED && isEnabled(wanted);
    if (pauses || resumes) {
      access.require(Scope.MONITOR_PAUSE, Scope.MONITOR_READ, held.place());
    }
    Instant now = clock.instant();
    int intervalBefore = monitor.intervalSeconds;
    MonitorBodies.Body before = stored(held, state.status != MonitorStatus.PAUSED);
    put(monitor, wanted, now);
    Set<UUID> behind = behind(wanted.common().parents(), held.parents(), seen);
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

  /** What the caller does not see he cannot have wanted to take away. */
  private static Set<UUID> behind(Set<UUID> wanted, Set<UUID> before, Set<UUID> seen) {
    Set<UUID> hidden = new HashSet<>(before);
    hidden.removeAll(seen);
    if (hidden.isEmpty()) {
      return wanted;
    }
    hidden.addAll(wanted);
    return new TreeSet<>(hidden);
  }

  private void turn(Held held, boolean pauses, boolean resumes, boolean elsewhere, Instant now) {
    MonitorState state = held.state();
    if (pauses) {
      state.pause(now);
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
    categories.requireExisting(common.categoryId(), "/category_id");
    if (common.key() != null && Monitor.taken(access.account(), common.key(), monitor.id)) {
      throw Problem.of(ProblemType.TAKEN, "Another monitor has the key " + common.key() + ".");
    }
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
    changed.fire(
        new MonitorChanged(
            access.account(), access.actor(), subject(monitor), now, action, changes));
  }

  static Subject subject(Monitor monitor) {
    return new Subject(
        "monitor", new MonitorId(monitor.id).text(), monitor.name, monitor.categoryId);
  }

  private static @Nullable UUID uuid(@Nullable CategoryId category) {
    return category == null ? null : Objects.requireNonNull(category).uuid();
  }
}
