package dev.belfry.incident;

import dev.belfry.access.grant.Pair;
import dev.belfry.access.grant.Place;
import dev.belfry.access.grant.ReachCondition;
import dev.belfry.monitor.MonitorId;
import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "incident")
class Incident extends PanacheEntityBase {
  @Id UUID id;
  UUID accountId;
  @Nullable UUID monitorId;
  @Nullable UUID categoryId;

  @JdbcTypeCode(SqlTypes.ARRAY)
  List<UUID> groupIds = List.of();

  String title;
  @Nullable String description;

  @Enumerated(EnumType.STRING)
  @JdbcTypeCode(SqlTypes.VARCHAR)
  Origin origin;

  @Enumerated(EnumType.STRING)
  @JdbcTypeCode(SqlTypes.VARCHAR)
  IncidentStatus status;

  @Enumerated(EnumType.STRING)
  @JdbcTypeCode(SqlTypes.VARCHAR)
  Impact impact;

  Instant startedAt;
  @Nullable Instant resolvedAt;
  @Version long version;
  Instant createdAt;
  Instant updatedAt;

  static Optional<Incident> named(AccountId account, IncidentId id) {
    return find("accountId = ?1 and id = ?2", account.uuid(), id.uuid()).firstResultOptional();
  }

  static Optional<Incident> locked(AccountId account, IncidentId id) {
    return find("accountId = ?1 and id = ?2", account.uuid(), id.uuid())
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResultOptional();
  }

  /** What it is about, without reading the rest, which may be locked later. */
  static Optional<MonitorId> monitorOf(AccountId account, IncidentId id) {
    return getEntityManager()
        .createQuery(
            "select i.monitorId from Incident i where i.accountId = ?1 and i.id = ?2"
                + " and i.monitorId is not null",
            UUID.class)
        .setParameter(1, account.uuid())
        .setParameter(2, id.uuid())
        .getResultStream()
        .findFirst()
        .map(MonitorId::new);
  }

  /** The one that is not resolved yet. */
  static Optional<Incident> openOf(AccountId account, MonitorId monitor) {
    return find(
            "accountId = ?1 and monitorId = ?2 and resolvedAt is null",
            account.uuid(),
            monitor.uuid())
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResultOptional();
  }

  /** The open one, or the last that was. */
  static Optional<Incident> latestOf(AccountId account, MonitorId monitor) {
    return find(
            "accountId = ?1 and monitorId = ?2 order by startedAt desc, id desc",
            account.uuid(),
            monitor.uuid())
        .firstResultOptional();
  }

  static void leave(AccountId account, MonitorId monitor) {
    update(
        "monitorId = null where accountId = ?1 and monitorId = ?2", account.uuid(), monitor.uuid());
  }

  static void leaveCategory(AccountId account, UUID category) {
    update("categoryId = null where accountId = ?1 and categoryId = ?2", account.uuid(), category);
  }

  static void leaveGroup(AccountId account, UUID group) {
    getEntityManager()
        .createNativeQuery(
            """
            update incident set group_ids = array_remove(group_ids, ?2), version = version + 1
            where account_id = ?1 and ?2 = any (group_ids)""")
        .setParameter(1, account.uuid())
        .setParameter(2, group)
        .executeUpdate();
  }

  /** Those that it concerns, whoever may see them. */
  List<MonitorId> monitors() {
    return monitorId == null ? List.of() : List.of(new MonitorId(monitorId));
  }

  /** Where its cause lay when it opened. */
  Place place() {
    return new Place(categoryId, Set.copyOf(groupIds));
  }

  static PanacheQuery<Incident> listed(AccountId account, List<Pair> reach, IncidentFilter filter) {
    StringBuilder where = new StringBuilder("accountId = :account");
    Map<String, Object> values = new HashMap<>();
    values.put("account", account.uuid());
    ReachCondition reached =
        ReachCondition.of(reach, "categoryId", "array_intersects(groupIds, ?)");
    where.append(" and ").append(reached.text());
    values.putAll(reached.values());
    if (filter.status != null) {
      where.append(" and status = :status");
      values.put("status", filter.status);
    }
    if (filter.open != null) {
      where.append(filter.open ? " and resolvedAt is null" : " and resolvedAt is not null");
    }
    if (filter.monitor != null) {
      where.append(" and monitorId = :monitor");
      values.put("monitor", filter.monitor.uuid());
    }
    if (filter.group != null) {
      where.append(" and array_contains(groupIds, :group)");
      values.put("group", filter.group.uuid());
    }
    if (filter.category != null) {
      where.append(" and categoryId = :category");
      values.put("category", filter.category.uuid());
    }
    return find(where + " order by startedAt desc, id desc", values);
  }
}
