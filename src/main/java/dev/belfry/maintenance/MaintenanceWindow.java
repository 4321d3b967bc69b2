package dev.belfry.maintenance;

import dev.belfry.access.grant.Pair;
import dev.belfry.access.grant.Place;
import dev.belfry.maintenance.schedule.Occurrence;
import dev.belfry.maintenance.schedule.Recurrence;
import dev.belfry.maintenance.schedule.Schedule;
import dev.belfry.monitor.directory.MonitorSelection.Meant;
import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "maintenance_window")
class MaintenanceWindow extends PanacheEntityBase {
  /** While one runs, whether it may run is asked again after this time. */
  private static final Duration WATCHED = Duration.ofMinutes(1);

  @Id UUID id;
  UUID accountId;
  UUID ownerId;
  @Nullable UUID keyId;

  @JdbcTypeCode(SqlTypes.JSON)
  List<Pair> reach;

  String name;
  @Nullable String description;
  boolean published;
  Instant startsAt;
  int durationSeconds;
  boolean openEnded;
  @Nullable String recurrence;
  String timeZone;
  @Nullable Instant repeatUntil;
  @Nullable Integer repeatCount;
  boolean allMonitors;

  @JdbcTypeCode(SqlTypes.ARRAY)
  List<UUID> monitorIds;

  @JdbcTypeCode(SqlTypes.ARRAY)
  List<String> tags;

  @JdbcTypeCode(SqlTypes.ARRAY)
  List<UUID> categoryIds;

  @JdbcTypeCode(SqlTypes.ARRAY)
  List<UUID> groupIds;

  /** The occurrence that runs, or the next; null when it is over. */
  @Nullable Instant occursFrom;

  @Nullable Instant occursUntil;
  boolean running;
  @Nullable String endedReason;
  @Nullable Instant endedAt;
  boolean deleted;
  boolean turning;
  @Nullable Instant dueAt;
  @Nullable UUID holder;
  @Nullable Instant leaseUntil;
  @Version long version;
  Instant createdAt;
  Instant updatedAt;

  static Optional<MaintenanceWindow> named(AccountId account, MaintenanceId id) {
    return find("accountId = ?1 and id = ?2 and not deleted", account.uuid(), id.uuid())
        .firstResultOptional();
  }

  /** Also one that is deleted and of which monitors have not all heard yet. */
  static Optional<MaintenanceWindow> locked(AccountId account, MaintenanceId id) {
    return find("accountId = ?1 and id = ?2", account.uuid(), id.uuid())
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResultOptional();
  }

  /** Few by the limit that an account has. */
  static List<MaintenanceWindow> all(AccountId account) {
    return list("accountId = ?1 and not deleted order by startsAt desc, id desc", account.uuid());
  }

  /** Those that run or will. */
  static List<MaintenanceWindow> planned(AccountId account) {
    return list(
        "accountId = ?1 and not deleted and occursFrom is not null order by id", account.uuid());
  }

  static List<MaintenanceWindow> lockedAll(AccountId account) {
    return MaintenanceWindow.<MaintenanceWindow>find(
            "accountId = ?1 and not deleted order by id", account.uuid())
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .list();
  }

  static long countPlanned(AccountId account) {
    return count("accountId = ?1 and not deleted and occursFrom is not null", account.uuid());
  }

  /** Of those that are over and hold no monitor any more, all but the newest. */
  static void prune(AccountId account, int kept) {
    getEntityManager()
        .createNativeQuery(
            """
            delete from maintenance_window where account_id = ?1 and id in (
              select id from maintenance_window where account_id = ?1 and occurs_from is null and not turning
              order by updated_at desc, id desc offset ?2)""")
        .setParameter(1, account.uuid())
        .setParameter(2, kept)
        .executeUpdate();
  }

  MaintenanceId maintenanceId() {
    return new MaintenanceId(id);
  }

  AccountId account() {
    return new AccountId(accountId);
  }

  Schedule schedule() {
    return new Schedule(
        startsAt,
        Duration.ofSeconds(durationSeconds),
        recurrence == null ? null : Recurrence.parse(recurrence),
        ZoneId.of(timeZone),
        repeatUntil,
        repeatCount);
  }

  Meant meant() {
    return new Meant(
        allMonitors,
        Set.copyOf(monitorIds),
        Set.copyOf(tags),
        Set.copyOf(categoryIds),
        Set.copyOf(groupIds));
  }

  @Nullable Occurrence occurrence() {
    return occursFrom == null || occursUntil == null
        ? null
        : new Occurrence(occursFrom, occursUntil);
  }

  void occurs(@Nullable Occurrence next) {
    occursFrom = next == null ? null : next.from();
    occursUntil = next == null ? null : next.until();
  }

  /** By the instants, whether the loop was there in time or not. */
  MaintenanceStatus status(Instant now) {
    Occurrence one = occurrence();
    if (one == null || (recurrence == null && !one.until().isAfter(now))) {
      return MaintenanceStatus.PAST;
    }
    return one.covers(now) ? MaintenanceStatus.ACTIVE : MaintenanceStatus.UPCOMING;
  }

  /** Its category where it can mute nothing outside of one. */
  @Nullable UUID category() {
    List<UUID> ids =
        reach.stream().flatMap(pair -> pair.categories().ids().stream()).distinct().toList();
    boolean one = ids.size() == 1 && reach.stream().noneMatch(pair -> pair.categories().all());
    return one ? ids.getFirst() : null;
  }

  /** For who may hear of it: whoever reads its category, or everything. */
  Place place() {
    UUID category = category();
    return category == null ? new Place(null, Set.of()) : Place.in(category);
  }

  /** When somebody has to care for it next. */
  void schedule(Instant now) {
    Instant soon = now.plus(WATCHED);
    if (turning) {
      dueAt = now;
    } else if (running && occursUntil != null) {
      dueAt = occursUntil.isBefore(soon) ? occursUntil : soon;
    } else {
      dueAt = occursFrom;
    }
    holder = null;
    leaseUntil = null;
  }

  void ended(@Nullable Instant at, @Nullable String reason) {
    endedAt = at;
    endedReason = reason;
  }
}
