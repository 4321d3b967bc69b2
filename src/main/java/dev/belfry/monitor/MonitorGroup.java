package dev.belfry.monitor;

import dev.belfry.account.group.GroupId;
import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** That a monitor is in a group. */
@Entity
@Table(name = "monitor_group")
@IdClass(MonitorGroup.Key.class)
class MonitorGroup extends PanacheEntityBase {
  @Id UUID monitorId;
  @Id UUID groupId;
  UUID accountId;

  record Key(UUID monitorId, UUID groupId) {}

  static Set<UUID> of(Monitor monitor) {
    return ofAll(monitor.accountId, List.of(monitor.id)).getOrDefault(monitor.id, Set.of());
  }

  /** The groups of each; one that is in none is left out. */
  static Map<UUID, Set<UUID>> ofAll(UUID account, Collection<UUID> monitors) {
    Map<UUID, Set<UUID>> groups = new HashMap<>();
    if (!monitors.isEmpty()) {
      MonitorGroup.<MonitorGroup>list("accountId = ?1 and monitorId in ?2", account, monitors)
          .forEach(
              one -> groups.computeIfAbsent(one.monitorId, id -> new TreeSet<>()).add(one.groupId));
    }
    return groups;
  }

  /**
   * From now on it is in these groups and no others, and its version tells so. The monitor is
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
                    "accountId = ?1 and monitorId = ?2 and groupId = ?3",
                    monitor.accountId,
                    monitor.id,
                    id));
    after.stream().filter(id -> !before.contains(id)).forEach(id -> of(monitor, id).persist());
  }

  /** A new one is in these. */
  static void add(Monitor monitor, Set<UUID> groups) {
    groups.forEach(id -> of(monitor, id).persist());
  }

  private static MonitorGroup of(Monitor monitor, UUID group) {
    MonitorGroup one = new MonitorGroup();
    one.accountId = monitor.accountId;
    one.monitorId = monitor.id;
    one.groupId = group;
    return one;
  }

  /** The group goes. */
  static void leave(AccountId account, GroupId group) {
    delete("accountId = ?1 and groupId = ?2", account.uuid(), group.uuid());
  }
}
