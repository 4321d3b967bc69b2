package dev.belfry.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.access.Access;
import dev.belfry.access.Quota;
import dev.belfry.access.grant.Place;
import dev.belfry.access.grant.Scope;
import dev.belfry.account.Categories;
import dev.belfry.account.CategoryDeleted;
import dev.belfry.account.CategoryId;
import dev.belfry.platform.event.Change;
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
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The life of monitors, as people and programs edit them. */
@ApplicationScoped
@Transactional
public class MonitorService {
  private static final String RESOURCE = "monitors";

  private final Access access;
  private final Quota quota;
  private final Categories categories;
  private final MonitorBodies bodies;
  private final Targets targets;
  private final Event<MonitorChanged> changed;
  private final Event<MonitorDeleted> deleted;
  private final InstantSource clock;

  MonitorService(
      Access access,
      Quota quota,
      Categories categories,
      MonitorBodies bodies,
      Targets targets,
      Event<MonitorChanged> changed,
      Event<MonitorDeleted> deleted,
      InstantSource clock) {
    this.access = access;
    this.quota = quota;
    this.categories = categories;
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
    access.require(Scope.MONITOR_CREATE, Place.in(uuid(wanted.common().categoryId())));
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
      pause(state, now);
    }
    Monitor.flush();
    state.persist();
    fire(monitor, "monitor.created", now, bodies.changes(null, stored(monitor, isEnabled(wanted))));
    return versioned(monitor, state);
  }

  public Page<MonitorView> list(MonitorQuery query, PageRequest page) {
    MonitorQuery.Listed listed =
        query.list(access.account(), access.reach(Scope.MONITOR_READ), page);
    return Page.of(
        listed.found().stream()
            .map(found -> MonitorView.of(found.monitor(), found.state()))
            .toList(),
        page,
        listed.total());
  }

  public Versioned get(MonitorId id) {
    Monitor monitor = find(id, Scope.MONITOR_READ);
    return versioned(monitor, state(id));
  }

  public Versioned replace(MonitorId id, JsonNode body, @Nullable String ifMatch) {
    Held held = findLocked(id, ifMatch);
    return change(held, bodies.read(body));
  }

  public Versioned patch(MonitorId id, JsonNode patch, @Nullable String ifMatch) {
    Held held = findLocked(id, ifMatch);
    boolean enabled = held.state().status != MonitorStatus.PAUSED;
    JsonNode current =
        bodies.write(NewMonitor.of(held.monitor(), enabled), targets.masked(held.monitor()));
    return change(held, bodies.read(MergePatch.merge(current, patch)));
  }

  /** Stops looking until it is resumed; a pause of a paused monitor changes nothing. */
  public MonitorView pause(MonitorId id) {
    Monitor monitor = find(id, Scope.MONITOR_PAUSE);
    MonitorState state = MonitorState.locked(access.account(), id).orElseThrow(Problem::notFound);
    if (state.status != MonitorStatus.PAUSED) {
      Instant now = clock.instant();
      pause(state, now);
      fire(monitor, "monitor.paused", now, List.of());
    }
    return MonitorView.of(monitor, state);
  }

  /** Looks again, at once. */
  public MonitorView resume(MonitorId id) {
    Monitor monitor = find(id, Scope.MONITOR_PAUSE);
    MonitorState state = MonitorState.locked(access.account(), id).orElseThrow(Problem::notFound);
    if (state.status == MonitorStatus.PAUSED) {
      Instant now = clock.instant();
      resume(state, now);
      fire(monitor, "monitor.resumed", now, List.of());
    }
    return MonitorView.of(monitor, state);
  }

  /**
   * The state is locked first, as whoever records a look does: otherwise the two would wait for
   * each other.
   */
  public void delete(MonitorId id) {
    find(id, Scope.MONITOR_DELETE);
    if (MonitorState.locked(access.account(), id).isEmpty()) {
      throw Problem.notFound();
    }
    Monitor monitor = Monitor.locked(access.account(), id).orElseThrow(Problem::notFound);
    deleted.fire(
        new MonitorDeleted(
            access.account(), access.actor(), subject(monitor), clock.instant(), id));
    quota.release(access.account(), RESOURCE);
    Monitor.delete("accountId = ?1 and id = ?2", monitor.accountId, monitor.id);
  }

  /** For rooms above: whether the caller may see this monitor. @throws Problem 404 when not */
  public void requireVisible(MonitorId id) {
    find(id, Scope.MONITOR_READ);
  }

  /** Monitors of a deleted category are in none. */
  void hear(@Observes CategoryDeleted event) {
    Monitor.leave(event.account(), event.category());
  }

  /** A monitor and its state, both locked: nobody judges it while it is edited. */
  private record Held(Monitor monitor, MonitorState state) {}

  private Versioned change(Held held, MonitorBodies.Body wanted) {
    Monitor monitor = held.monitor();
    MonitorState state = held.state();
    access.require(Scope.MONITOR_UPDATE, Place.in(uuid(wanted.common().categoryId())));
    if (!monitor.kind.equals(wanted.common().type())) {
      throw Problem.invalid("/type", "not_allowed", "cannot be changed; make another monitor");
    }
    boolean pauses = state.status != MonitorStatus.PAUSED && !isEnabled(wanted);
    boolean resumes = state.status == MonitorStatus.PAUSED && isEnabled(wanted);
    if (pauses || resumes) {
      access.require(Scope.MONITOR_PAUSE, Scope.MONITOR_READ, Place.in(monitor.categoryId));
    }
    Instant now = clock.instant();
    JsonNode targetBefore = monitor.target;
    byte[] secretsBefore = monitor.secrets;
    int intervalBefore = monitor.intervalSeconds;
    MonitorBodies.Body before = stored(monitor, state.status != MonitorStatus.PAUSED);
    put(monitor, wanted, now);
    Monitor.flush();
    state.leaseFor(monitor);
    state.newEra();
    MonitorBodies.Body after = stored(monitor, isEnabled(wanted));
    fire(monitor, "monitor.updated", now, bodies.changes(before, after));
    if (pauses) {
      pause(state, now);
      fire(monitor, "monitor.paused", now, List.of());
    } else if (resumes) {
      resume(state, now);
      fire(monitor, "monitor.resumed", now, List.of());
    } else if (state.dueAt != null
        && !(targetBefore.equals(monitor.target)
            && intervalBefore == monitor.intervalSeconds
            && java.util.Arrays.equals(secretsBefore, monitor.secrets))) {
      state.dueAt(now);
    }
    return versioned(monitor, state);
  }

  /** With its secrets. */
  private MonitorBodies.Body stored(Monitor monitor, boolean enabled) {
    return new MonitorBodies.Body(
        NewMonitor.of(monitor, enabled),
        targets.open(monitor.accountId, monitor.id, monitor.kind, monitor.target, monitor.secrets));
  }

  private void put(Monitor monitor, MonitorBodies.Body wanted, Instant now) {
    NewMonitor common = wanted.common();
    categories.requireExisting(common.categoryId(), "/category_id");
    if (common.key() != null && Monitor.taken(access.account(), common.key(), monitor.id)) {
      throw Problem.of(ProblemType.TAKEN, "Another monitor has the key " + common.key() + ".");
    }
    monitor.kind = common.type();
    monitor.name = common.name();
    monitor.key = common.key();
    monitor.categoryId = uuid(common.categoryId());
    monitor.tags = common.tags() == null ? List.of() : common.tags().stream().distinct().toList();
    monitor.intervalSeconds = common.interval();
    monitor.timeoutSeconds = common.timeout();
    monitor.retryIntervalSeconds = common.retryIntervalSeconds();
    monitor.confirmDown = common.confirmsDown();
    monitor.confirmUp = common.confirmsUp();
    monitor.degradedMs = common.degraded();
    targets.store(monitor, wanted.target());
    monitor.updatedAt = now;
  }

  private static void pause(MonitorState state, Instant now) {
    state.newEra();
    state.stand(Standing.PAUSED, now);
    state.dueAt(null);
  }

  private static void resume(MonitorState state, Instant now) {
    state.newEra();
    state.stand(Standing.NEW, now);
    state.dueAt(now);
  }

  private static boolean isEnabled(MonitorBodies.Body wanted) {
    return wanted.common().enabled() == null || wanted.common().enabled();
  }

  private Monitor find(MonitorId id, Scope scope) {
    Monitor monitor = Monitor.named(access.account(), id).orElseThrow(Problem::notFound);
    access.require(scope, Scope.MONITOR_READ, Place.in(monitor.categoryId));
    return monitor;
  }

  private Held findLocked(MonitorId id, @Nullable String ifMatch) {
    find(id, Scope.MONITOR_UPDATE);
    MonitorState state = MonitorState.locked(access.account(), id).orElseThrow(Problem::notFound);
    Monitor monitor = Monitor.locked(access.account(), id).orElseThrow(Problem::notFound);
    Monitor.getEntityManager().refresh(monitor);
    access.require(Scope.MONITOR_UPDATE, Scope.MONITOR_READ, Place.in(monitor.categoryId));
    EntityTag.require(ifMatch, monitor.version);
    return new Held(monitor, state);
  }

  private MonitorState state(MonitorId id) {
    return MonitorState.of(access.account(), id).orElseThrow(Problem::notFound);
  }

  private static Versioned versioned(Monitor monitor, MonitorState state) {
    return new Versioned(MonitorView.of(monitor, state), monitor.version);
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

  private static java.util.@Nullable UUID uuid(@Nullable CategoryId category) {
    return category == null ? null : Objects.requireNonNull(category).uuid();
  }
}
