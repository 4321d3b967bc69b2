package dev.belfry.incident;

import dev.belfry.access.grant.Selection;
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
import java.util.Map;
import java.util.Optional;
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

  static PanacheQuery<Incident> listed(AccountId account, Selection reach, IncidentFilter filter) {
    StringBuilder where = new StringBuilder("accountId = :account");
    Map<String, Object> values = new HashMap<>();
    values.put("account", account.uuid());
    if (!reach.all()) {
      where.append(" and categoryId in :reach");
      values.put("reach", reach.ids());
    }
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
    if (filter.category != null) {
      where.append(" and categoryId = :category");
      values.put("category", filter.category.uuid());
    }
    return find(where + " order by startedAt desc, id desc", values);
  }
}
