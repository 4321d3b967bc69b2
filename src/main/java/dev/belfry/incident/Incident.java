package dev.belfry.incident;

import dev.belfry.access.grant.Place;
import dev.belfry.monitor.MonitorId;
import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
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

  @JdbcTypeCode(SqlTypes.ARRAY)
  List<UUID> componentIds = List.of();

  String title;
  @Nullable String description;

  /** Whether status pages may tell of it: of what Belfry found, in words that name nothing. */
  boolean published = true;

  /** Whether a person wrote the title. */
  boolean titled;

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
  @Nullable UUID assigneeId;
  @Nullable Instant acknowledgedAt;
  @Nullable String acknowledgedBy;
  @Nullable UUID mergedInto;

  /** When the last outage opened or joined it. */
  @Nullable Instant outageAt;

  @Nullable String postmortem;
  boolean postmortemPublic;
  @Nullable String postmortemBy;
  @Nullable Instant postmortemAt;
  @Version long version;
  Instant createdAt;
  Instant updatedAt;

  static Optional<Incident> named(AccountId account, IncidentId id) {
    return find("accountId = ?1 and id = ?2", account.uuid(), id.uuid()).firstResultOptional();
  }

  static List<Incident> some(AccountId account, Collection<UUID> ids) {
    return ids.isEmpty() ? List.of() : list("accountId = ?1 and id in ?2", account.uuid(), ids);
  }

  /** As it is now, also where it was read before. */
  static Optional<Incident> locked(AccountId account, UUID id) {
    Optional<Incident> found =
        find("accountId = ?1 and id = ?2", account.uuid(), id)
            .withLock(LockModeType.PESSIMISTIC_WRITE)
            .firstResultOptional();
    found.ifPresent(incident -> getEntityManager().refresh(incident));
    return found;
  }

  /** Those that were merged into it and are open with it, locked. */
  static List<Incident> openParts(Incident incident) {
    return find(
            "accountId = ?1 and mergedInto = ?2 and resolvedAt is null order by id",
            incident.accountId,
            incident.id)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .list();
  }

  /** All that were merged into these, oldest first. */
  static List<Incident> parts(UUID account, Collection<UUID> incidents) {
    return incidents.isEmpty()
        ? List.of()
        : list("accountId = ?1 and mergedInto in ?2 order by startedAt, id", account, incidents);
  }

  /** What was merged into the one belongs to the other now. */
  static void moveParts(AccountId account, UUID from, UUID into) {
    update("mergedInto = ?3 where accountId = ?1 and mergedInto = ?2", account.uuid(), from, into);
  }

  static long openByHand(AccountId account) {
    return count(
        "accountId = ?1 and resolvedAt is null and origin = ?2", account.uuid(), Origin.PERSON);
  }

  static void leaveMember(AccountId account, UUID member) {
    update("assigneeId = null where accountId = ?1 and assigneeId = ?2", account.uuid(), member);
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

  /** Where its cause lay when it opened. */
  Place place() {
    return new Place(categoryId, Set.copyOf(groupIds));
  }

  boolean isOpen() {
    return resolvedAt == null;
  }

  boolean isByHand() {
    return origin == Origin.PERSON;
  }
}
