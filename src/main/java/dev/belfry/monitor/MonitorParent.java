package dev.belfry.monitor;

import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** That a monitor lies behind another one, as a server behind a router. */
@Entity
@Table(name = "monitor_parent")
@IdClass(MonitorParent.Key.class)
class MonitorParent extends PanacheEntityBase {
  private static final String LOCK = "select pg_try_advisory_xact_lock(hashtextextended(?1, 0))";

  private static final String ABOVE =
      """
      with recursive above (id) as (
        select parent_id from monitor_parent where account_id = ?1 and monitor_id = ?2
        union select p.parent_id from monitor_parent p join above a on p.monitor_id = a.id where p.account_id = ?1)
      select id from above""";

  @Id UUID monitorId;
  @Id UUID parentId;
  UUID accountId;

  record Key(UUID monitorId, UUID parentId) {}

  static Set<UUID> of(Monitor monitor) {
    return ofAll(monitor.accountId, List.of(monitor.id)).getOrDefault(monitor.id, Set.of());
  }

  /** The parents of each; one that has none is left out. */
  static Map<UUID, Set<UUID>> ofAll(UUID account, Collection<UUID> monitors) {
    Map<UUID, Set<UUID>> parents = new HashMap<>();
    if (!monitors.isEmpty()) {
      MonitorParent.<MonitorParent>list("accountId = ?1 and monitorId in ?2", account, monitors)
          .forEach(
              one ->
                  parents.computeIfAbsent(one.monitorId, id -> new TreeSet<>()).add(one.parentId));
    }
    return parents;
  }

  /**
   * Nobody else in the account links monitors before we have committed: two could close a ring.
   *
   * @return false where somebody else does so now; whoever waited would hold what he has locked
   */
  static boolean lockAll(AccountId account) {
    return (Boolean)
        getEntityManager()
            .createNativeQuery(LOCK, Boolean.class)
            .setParameter(1, "monitor_parent/" + account.uuid())
            .getSingleResult();
  }

  /** All that this monitor lies behind, at any distance. */
  static Set<UUID> above(AccountId account, UUID monitor) {
    Set<UUID> above = new HashSet<>();
    for (Object id :
        getEntityManager()
            .createNativeQuery(ABOVE, UUID.class)
            .setParameter(1, account.uuid())
            .setParameter(2, monitor)
            .getResultList()) {
      above.add((UUID) id);
    }
    return above;
  }

  /** Its parents if there are any and all of them are down; else none. */
  static Set<UUID> allDown(Monitor monitor) {
    List<MonitorState> parents =
        getEntityManager()
            .createQuery(
                "select s from MonitorState s join MonitorParent p on p.parentId = s.monitorId and p.accountId = s.accountId where p.accountId = ?1 and p.monitorId = ?2",
                MonitorState.class)
            .setParameter(1, monitor.accountId)
            .setParameter(2, monitor.id)
            .getResultList();
    Set<UUID> down = new TreeSet<>();
    parents.forEach(parent -> down.add(parent.monitorId));
    return parents.stream().allMatch(parent -> parent.down) ? down : Set.of();
  }

  /**
   * From now on it has these parents and no others, and its version tells so. The monitor is
   * locked.
   */
  static void put(Monitor monitor, Set<UUID> before, Set<UUID> after) {
    if (after.equals(before)) {
      return;
    }
    getEntityManager().lock(monitor, LockModeType.PESSIMISTIC_FORCE_INCREMENT);
    before.stream()
        .filter(id -> !after.contains(id))
        .forEach(
            id ->
                delete(
                    "accountId = ?1 and monitorId = ?2 and parentId = ?3",
                    monitor.accountId,
                    monitor.id,
                    id));
    after.stream().filter(id -> !before.contains(id)).forEach(id -> of(monitor, id).persist());
  }

  /** A new one has these. */
  static void add(Monitor monitor, Set<UUID> parents) {
    parents.forEach(id -> of(monitor, id).persist());
  }

  private static MonitorParent of(Monitor monitor, UUID parent) {
    MonitorParent one = new MonitorParent();
    one.accountId = monitor.accountId;
    one.monitorId = monitor.id;
    one.parentId = parent;
    return one;
  }
}
