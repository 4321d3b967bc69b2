package dev.belfry.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.belfry.access.Access;
import dev.belfry.access.Quota;
import dev.belfry.access.grant.Scope;
import dev.belfry.account.category.Categories;
import dev.belfry.account.category.CategoryDeleted;
import dev.belfry.account.category.CategoryId;
import dev.belfry.account.group.GroupDeleted;
import dev.belfry.account.group.Groups;
import dev.belfry.monitor.MonitorReach.Held;
import dev.belfry.platform.event.Change;
import dev.belfry.platform.event.Subject;
import dev.belfry.platform.id.TypeId;
import dev.belfry.platform.json.MergePatch;
import dev.belfry.platform.page.Page;
import dev.belfry.platform.page.PageRequest;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The life of monitors, as people and programs edit them. */
@ApplicationScoped
@Transactional
public class MonitorService {
  private static final List<Change> ENABLED =
      List.of(new Change("enabled", BooleanNode.FALSE, BooleanNode.TRUE, false));
  private static final List<Change> DISABLED =
      List.of(new Change("enabled", BooleanNode.TRUE, BooleanNode.FALSE, false));
  private static final String RESOURCE = "monitors";
  private static final String GROUPS = "/group_ids";

  private final Access access;
  private final Quota quota;
  private final Categories categories;
  private final Groups groups;
  private final MonitorReach reach;
  private final Parents parents;
  private final MonitorBodies bodies;
  private final Targets targets;
  private final Event<MonitorChanged> changed;
  private final Event<MonitorDeleted> deleted;
  private final InstantSource clock;

  MonitorService(
      Access access,
      Quota quota,
      Categories categories,
      Groups groups,
      MonitorReach reach,
      Parents parents,
      MonitorBodies bodies,
      Targets targets,
      Event<MonitorChanged> changed,
      Event<MonitorDeleted> deleted,
      InstantSource clock) {
    this.access = access;
    this.quota = quota;
    this.categories = categories;
    this.groups = groups;
    this.reach = reach;
    this.parents = parents;
    this.bodies = bodies;
    this.targets = targets;
    this.changed = changed;
    this.deleted = deleted;
    this.clock = clock;
  }

  /** A monitor with the version that edits compare. */
  public record Versioned(MonitorView monitor, long version) {}

  public Versioned create(JsonNode body) {
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
    quota.take(access.account(), RESOURCE);
    monitor.persist();
    MonitorState state = MonitorState.fresh(monitor, now);
    if (!isEnabled(wanted)) {
      state.pause(now);
    }
    Monitor.flush();
    state.persist();
    Set<UUID> in = wanted.common().groups();
    Set<UUID> behind = wanted.common().parents();
    MonitorGroup.put(monitor, Set.of(), in);
    MonitorParent.put(monitor, Set.of(), behind);
    fire(
        monitor,
        "monitor.created",
        now,
        bodies.changes(null, stored(new Held(monitor, in, behind, state), isEnabled(wanted))));
    return versioned(new Held(monitor, in, behind, state));
  }

  public Page<MonitorView> list(MonitorQuery query, PageRequest page) {
    MonitorQuery.Listed listed =
        query.list(access.account(), access.pairs(Scope.MONITOR_READ), page);
    List<UUID> ids = listed.found().stream().map(found -> found.monitor().id).toList();
    Map<UUID, Set<UUID>> in = MonitorGroup.ofAll(access.account().uuid(), ids);
    Map<UUID, Set<UUID>> behind = MonitorParent.ofAll(access.account().uuid(), ids);
    return Page.of(
        listed.found().stream()
            .map(
                found ->
                    MonitorView.of(
                        found.monitor(),
                        in.getOrDefault(found.monitor().id, Set.of()),
                        behind.getOrDefault(found.monitor().id, Set.of()),
                        found.state()))
            .toList(),
        page,
        listed.total());
  }

  public Versioned get(MonitorId id) {
    MonitorReach.Found found = reach.find(id, Scope.MONITOR_READ);
    return versioned(new Held(found.monitor(), found.groups(), found.parents(), reach.state(id)));
  }

  public Versioned replace(MonitorId id, JsonNode body, @Nullable String ifMatch) {
    Held held = reach.hold(id, Scope.MONITOR_UPDATE, ifMatch);
    return change(held, bodies.read(body, held.monitor().kind));
  }

  public Versioned patch(MonitorId id, JsonNode patch, @Nullable String ifMatch) {
    Held held = reach.hold(id, Scope.MONITOR_UPDATE, ifMatch);
    boolean enabled = held.state().status != MonitorStatus.PAUSED;
    JsonNode current =
        bodies.write(
            NewMonitor.of(held.monitor(), held.groups(), held.parents(), enabled),
            targets.masked(held.monitor()));
    JsonNode wanted = MergePatch.merge(current.deepCopy(), patch);
    return wanted.equals(current)
        ? versioned(held)
        : change(held, bodies.read(wanted, held.monitor().kind));
  }

  /** Stops looking until it is resumed; a pause of a paused monitor changes nothing. */
  public MonitorView pause(MonitorId id) {
    Held held = reach.hold(id, Scope.MONITOR_PAUSE, null);
    if (held.state().status != MonitorStatus.PAUSED) {
      Instant now = clock.instant();
      held.state().pause(now);
      fire(held.monitor(), "monitor.paused", now, DISABLED);
    }
    return versioned(held).monitor();
  }

  /** Looks again, at once. */
  public MonitorView resume(MonitorId id) {
    Held held = reach.hold(id, Scope.MONITOR_PAUSE, null);
    if (held.state().status == MonitorStatus.PAUSED) {
      Instant now = clock.instant();
      held.state().resume(now);
      fire(held.monitor(), "monitor.resumed", now, ENABLED);
    }
    return versioned(held).monitor();
  }

  public void delete(MonitorId id) {
    Held held = reach.hold(id, Scope.MONITOR_DELETE, null);
    Monitor monitor = held.monitor();
    boolean enabled = held.state().status != MonitorStatus.PAUSED;
    List<Change> last = bodies.changes(stored(held, enabled), null);
    deleted.fire(
        new MonitorDeleted(
            access.account(), access.actor(), subject(monitor), clock.instant(), id, last));
    quota.release(access.account(), RESOURCE);
    Monitor.delete("accountId = ?1 and id = ?2", monitor.accountId, monitor.id);
  }

  /** For rooms above: whether the caller may see this monitor. @throws Problem 404 when not */
  public void requireVisible(MonitorId id) {
    reach.find(id, Scope.MONITOR_READ);
  }

  /** For rooms above: those of these monitors that the caller may see. */
  public Set<MonitorId> visible(Collection<MonitorId> ids) {
    return reach.visible(ids);
  }

  /** Monitors of a deleted category are in none. */
  void hear(@Observes CategoryDeleted event) {
    Monitor.leave(event.account(), event.category());
  }

  void hear(@Observes GroupDeleted event) {
    MonitorGroup.leave(event.account(), event.group());
  }

  private Versioned change(Held held, MonitorBodies.Body wanted) {
    Monitor monitor = held.monitor();
    MonitorState state = held.state();
    access.require(Scope.MONITOR_UPDATE, wanted.common().place());
    groups.requireKnown(
        wanted.common().wantedGroups(), held.groups(), Scope.MONITOR_UPDATE, GROUPS);
    parents.require(monitor.id, wanted.common().wantedParents(), held.parents());
    boolean pauses = state.status != MonitorStatus.PAUSED && !isEnabled(wanted);
    boolean resumes = state.status == MonitorStatus.PAUSED && isEnabled(wanted);
    if (pauses || resumes) {
      access.require(Scope.MONITOR_PAUSE, Scope.MONITOR_READ, held.place());
    }
    Instant now = clock.instant();
    int intervalBefore = monitor.intervalSeconds;
    MonitorBodies.Body before = stored(held, state.status != MonitorStatus.PAUSED);
    put(monitor, wanted, now);
    Monitor.flush();
    Held edited = new Held(monitor, wanted.common().groups(), wanted.common().parents(), state);
    MonitorGroup.put(monitor, held.groups(), edited.groups());
    MonitorParent.put(monitor, held.parents(), edited.parents());
    state.leaseFor(monitor);
    state.newEra();
    MonitorBodies.Body after = stored(edited, isEnabled(wanted));
    fire(monitor, "monitor.updated", now, bodies.changes(before, after));
    if (pauses) {
      state.pause(now);
      fire(monitor, "monitor.paused", now, DISABLED);
    } else if (resumes) {
      state.resume(now);
      fire(monitor, "monitor.resumed", now, ENABLED);
    } else if (state.dueAt != null
        && !(before.target().equals(after.target()) && intervalBefore == monitor.intervalSeconds)) {
      state.dueAt(now);
    }
    return versioned(edited);
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
    common.into(monitor);
    monitor.categoryId = uuid(common.categoryId());
    targets.store(monitor, wanted.target());
    monitor.updatedAt = now;
  }

  private static boolean isEnabled(MonitorBodies.Body wanted) {
    return wanted.common().enabled() == null || wanted.common().enabled();
  }

  private static Versioned versioned(Held held) {
    return new Versioned(
        MonitorView.of(held.monitor(), held.groups(), held.parents(), held.state()),
        held.monitor().version);
  }

  private void fire(Monitor monitor, String action, Instant now, List<Change> changes) {
    changed.fire(
        new MonitorChanged(
            access.account(), access.actor(), subject(monitor), now, action, changes));
  }

  private static Subject subject(Monitor monitor) {
    return new Subject(
        "monitor", new MonitorId(monitor.id).text(), monitor.name, monitor.categoryId);
  }

  private static @Nullable UUID uuid(@Nullable CategoryId category) {
    return category == null ? null : Objects.requireNonNull(category).uuid();
  }
}
