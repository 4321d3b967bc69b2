package dev.belfry.monitor;

import dev.belfry.access.Access;
import dev.belfry.access.grant.Place;
import dev.belfry.access.grant.Scope;
import dev.belfry.platform.http.EntityTag;
import dev.belfry.platform.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds monitors for a caller, as far as he reaches. In the caller's transaction. */
@ApplicationScoped
class MonitorReach {
  private final Access access;

  MonitorReach(Access access) {
    this.access = access;
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
    find(id, scope);
    MonitorState state = MonitorState.locked(access.account(), id).orElseThrow(Problem::notFound);
    Monitor monitor = Monitor.locked(access.account(), id).orElseThrow(Problem::notFound);
    Monitor.getEntityManager().refresh(monitor);
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

  private Found required(Found found, Scope scope) {
    access.require(scope, Scope.MONITOR_READ, found.place());
    return found;
  }
}
