package dev.belfry.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.access.Access;
import dev.belfry.access.grant.Place;
import dev.belfry.access.grant.Scope;
import dev.belfry.check.Target;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Subject;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The kinds that report by themselves, and what a monitor shows of them. */
@ApplicationScoped
public class Reporters {
  private final Map<String, SelfReporting> byKind;
  private final Access access;
  private final Event<MonitorChanged> changed;
  private final InstantSource clock;

  Reporters(
      @All List<SelfReporting> kinds,
      Access access,
      Event<MonitorChanged> changed,
      InstantSource clock) {
    this.byKind =
        kinds.stream().collect(Collectors.toMap(SelfReporting::kind, Function.identity()));
    this.access = access;
    this.changed = changed;
    this.clock = clock;
  }

  /**
   * For rooms whose kind reports by key, in a transaction.
   *
   * @return empty where nothing in the account has this key
   * @throws Problem 404 when the caller may not know of it, 403 when the scope does not reach it,
   *     409 when it is of another kind
   */
  public Optional<MonitorId> find(String kind, String key, Scope scope) {
    Optional<Monitor> found =
        Monitor.find("accountId = ?1 and key = ?2", access.account().uuid(), key)
            .firstResultOptional();
    found.ifPresent(
        monitor -> {
          access.require(scope, Scope.MONITOR_READ, monitor.place(MonitorGroup.of(monitor)));
          requireKind(monitor, kind);
        });
    return found.map(monitor -> new MonitorId(monitor.id));
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
    access.require(
        Scope.MONITOR_UPDATE, Scope.MONITOR_READ, monitor.place(MonitorGroup.of(monitor)));
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

  /** Tells the room of its kind, if it has one, and keeps it out of the rounds. */
  void settle(Monitor monitor, @Nullable Target target, MonitorState state, Instant now) {
    SelfReporting kind = byKind.get(monitor.kind);
    if (kind != null) {
      state.dueAt(null);
      boolean enabled = state.status != MonitorStatus.PAUSED;
      kind.settle(
          new SelfReporting.Settled(
              new AccountId(monitor.accountId), new MonitorId(monitor.id), target, enabled, now));
    }
  }

  MonitorView view(Monitor monitor, Set<UUID> groups, MonitorState state) {
    return views(List.of(new MonitorQuery.Found(monitor, state)), Map.of(monitor.id, groups))
        .getFirst();
  }

  /**
   * As they are shown to the caller.
   *
   * @param in the groups of each
   */
  List<MonitorView> views(List<MonitorQuery.Found> found, Map<UUID, Set<UUID>> in) {
    Map<String, Map<MonitorId, Place>> reporting = new HashMap<>();
    for (MonitorQuery.Found one : found) {
      Monitor monitor = one.monitor();
      if (byKind.containsKey(monitor.kind)) {
        reporting
            .computeIfAbsent(monitor.kind, kind -> new HashMap<>())
            .put(new MonitorId(monitor.id), monitor.place(in.getOrDefault(monitor.id, Set.of())));
      }
    }
    Map<MonitorId, Map<String, JsonNode>> more = new HashMap<>();
    reporting.forEach(
        (kind, monitors) ->
            Optional.ofNullable(byKind.get(kind))
                .ifPresent(room -> more.putAll(room.shown(access.account(), monitors))));
    return found.stream()
        .map(
            one ->
                MonitorView.of(
                    one.monitor(),
                    in.getOrDefault(one.monitor().id, Set.of()),
                    one.state(),
                    !byKind.containsKey(one.monitor().kind),
                    more.getOrDefault(new MonitorId(one.monitor().id), Map.of())))
        .toList();
  }
}
