package dev.belfry.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.access.Access;
import dev.belfry.access.grant.Place;
import dev.belfry.access.grant.Scope;
import dev.belfry.check.Target;
import dev.belfry.monitor.report.Reporters;
import dev.belfry.monitor.report.SelfReporting;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Subject;
import dev.belfry.platform.http.EntityTag;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityNotFoundException;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds monitors for a caller, as far as he reaches. In the caller's transaction. */
@ApplicationScoped
public class MonitorReach {
  private final Access access;
  private final Reporters reporters;
  private final Event<MonitorChanged> changed;
  private final InstantSource clock;

  MonitorReach(
      Access access, Reporters reporters, Event<MonitorChanged> changed, InstantSource clock) {
    this.access = access;
    this.reporters = reporters;
    this.changed = changed;
    this.clock = clock;
  }

  /** A monitor, the groups in which it is, and what it lies behind. */
  record Found(Monitor monitor, Set<UUID> groups, Set<UUID> parents) {
    static Found of(Monitor monitor) {
      return new Found(monitor, MonitorGroup.of(monitor), MonitorParent.of(monitor));
    }

    Place place() {
      return monitor.place(groups);
    }
  }

  /** A monitor and its state, both locked: nobody judges it while it is edited. */
  record Held(Monitor monitor, Set<UUID> groups, Set<UUID> parents, MonitorState state) {
    Place place() {
      return monitor.place(groups);
    }
  }

  /**
   * @throws Problem 404 when the caller may not know of it, 403 when the scope does not reach it
   */
  Found find(MonitorId id, Scope scope) {
    Monitor monitor = Monitor.named(access.account(), id).orElseThrow(Problem::notFound);
    return required(Found.of(monitor), scope);
  }

  /**
   * The state is locked first, as whoever records a look does: otherwise the two would wait for
   * each other. Where it lies is looked at again, since it could be moved before it was locked.
   */
  Held hold(MonitorId id, Scope scope, @Nullable String ifMatch) {
    Monitor monitor = find(id, scope).monitor();
    MonitorState state = MonitorState.locked(access.account(), id).orElseThrow(Problem::notFound);
    try {
      Monitor.getEntityManager().refresh(monitor, LockModeType.PESSIMISTIC_WRITE);
    } catch (EntityNotFoundException gone) {
      throw Problem.notFound();
    }
    Found found = required(Found.of(monitor), scope);
    EntityTag.require(ifMatch, monitor.version);
    return new Held(monitor, found.groups(), found.parents(), state);
  }

  MonitorState state(MonitorId id) {
    return MonitorState.of(access.account(), id).orElseThrow(Problem::notFound);
  }

  /** Those of these that the caller may read. */
  Set<MonitorId> visible(Collection<MonitorId> ids) {
    return ids.isEmpty()
        ? Set.of()
        : MonitorQuery.reached(access.account(), access.pairs(Scope.MONITOR_READ), ids);
  }

  /**
   * For rooms whose kind reports by key, in a transaction.
   *
   * @return empty where nothing in the account has this key
   * @throws Problem 404 when the caller may not know of it, 403 when the scope does not reach it,
   *     409 when it is of another kind
   */
  public Optional<MonitorId> named(String kind, String key, Scope scope) {
    Optional<Monitor> named =
        Monitor.find("accountId = ?1 and key = ?2", access.account().uuid(), key)
            .firstResultOptional();
    named.ifPresent(
        monitor -> {
          required(Found.of(monitor), scope);
          requireKind(monitor, kind);
        });
    return named.map(monitor -> new MonitorId(monitor.id));
  }

  /**
   * For rooms whose kind has something that is changed besides its definition, in a transaction:
   * that the caller may, with the monitor locked; the log book hears of it.
   *
   * @param action what was done, such as {@code monitor.ping_url_rotated}
   * @throws Problem 404 when the caller may not know of it, 403 when he may not change it, 409 when
   *     it is of another kind
   */
  public void change(String kind, MonitorId id, String action) {
    Monitor monitor = Monitor.locked(access.account(), id).orElseThrow(Problem::notFound);
    required(Found.of(monitor), Scope.MONITOR_UPDATE);
    requireKind(monitor, kind);
    changed.fire(
        new MonitorChanged(
            access.account(),
            access.actor(),
            new Subject("monitor", id.text(), monitor.name, monitor.categoryId),
            clock.instant(),
            action,
            List.of()));
  }

  private static void requireKind(Monitor monitor, String kind) {
    if (!monitor.kind.equals(kind)) {
      throw Problem.of(ProblemType.CONFLICT, "This monitor is no " + kind + ".");
    }
  }

  /** Whether it has to be looked at; otherwise it reports by itself. */
  boolean looksAt(Monitor monitor) {
    return !reporters.have(monitor.kind);
  }

  /**
   * Tells the room of its kind, if it reports by itself, and keeps it out of the rounds.
   *
   * @param target null where it stays as it was
   */
  void settle(Monitor monitor, MonitorState state, @Nullable Target target, Instant now) {
    if (!looksAt(monitor)) {
      state.dueAt(null);
      reporters.settle(monitor.kind, settled(monitor, state, target, now));
    }
  }

  /** Tells the rooms of their kinds of those that report by themselves. */
  void made(List<MonitorEdits.Draft> made) {
    Map<String, List<SelfReporting.Settled>> byKind = new TreeMap<>();
    for (MonitorEdits.Draft one : made) {
      Monitor monitor = one.monitor();
      if (!looksAt(monitor)) {
        byKind
            .computeIfAbsent(monitor.kind, kind -> new ArrayList<>())
            .add(settled(monitor, one.state(), one.wanted().target(), monitor.createdAt));
      }
    }
    byKind.forEach(reporters::made);
  }

  private static SelfReporting.Settled settled(
      Monitor monitor, MonitorState state, @Nullable Target target, Instant now) {
    return new SelfReporting.Settled(
        new AccountId(monitor.accountId),
        new MonitorId(monitor.id),
        target,
        state.status != MonitorStatus.PAUSED,
        now);
  }

  MonitorView view(Held held) {
    return views(List.of(held)).getFirst();
  }

  /** Those of these parents of which the caller may know. */
  Set<UUID> seen(Set<UUID> parents) {
    Set<UUID> seen = new TreeSet<>();
    visible(parents.stream().map(MonitorId::new).toList()).forEach(id -> seen.add(id.uuid()));
    return seen;
  }

  /** As they are shown to the caller. */
  List<MonitorView> views(List<Held> monitors) {
    Set<UUID> parents = new HashSet<>();
    monitors.forEach(held -> parents.addAll(held.parents()));
    Set<UUID> seen = seen(parents);
    Map<String, Map<MonitorId, Place>> reporting = new HashMap<>();
    for (Held held : monitors) {
      if (reporters.have(held.monitor().kind)) {
        reporting
            .computeIfAbsent(held.monitor().kind, kind -> new HashMap<>())
            .put(new MonitorId(held.monitor().id), held.place());
      }
    }
    Map<MonitorId, Map<String, JsonNode>> more = new HashMap<>();
    reporting.forEach(
        (kind, places) -> more.putAll(reporters.shown(kind, access.account(), places)));
    return monitors.stream()
        .map(
            held ->
                MonitorView.of(
                    held,
                    held.parents().stream().filter(seen::contains).map(MonitorId::new).toList(),
                    !reporters.have(held.monitor().kind),
                    more.getOrDefault(new MonitorId(held.monitor().id), Map.of())))
        .toList();
  }

  private Found required(Found found, Scope scope) {
    access.require(scope, Scope.MONITOR_READ, found.place());
    return found;
  }
}
