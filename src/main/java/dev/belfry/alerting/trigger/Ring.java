package dev.belfry.alerting.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.access.grant.Place;
import dev.belfry.notify.Endpoint;
import dev.belfry.notify.Notice;
import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@RegisterForReflection(targets = Endpoint.class)
@Table(name = "alerting_ring")
class Ring extends PanacheEntityBase {
  static final String RANG = "rang";
  static final String OVER_BEFORE = "over_before";
  static final String ACKNOWLEDGED_BEFORE = "acknowledged_before";
  static final String OUTSIDE_HOURS = "outside_hours";
  static final String OWNER_LOST_RIGHT = "owner_lost_right";
  static final String NOBODY_TO_TELL = "nobody_to_tell";
  static final String DISABLED = "disabled";
  static final String DELETED = "trigger_deleted";

  private static final int MOST_SHOWN = 1_000;

  @Id UUID id;
  UUID accountId;
  UUID triggerId;
  String triggerName;
  String type;
  boolean lasting;
  @Nullable UUID about;
  @Nullable UUID incidentId;
  @Nullable UUID categoryId;

  @JdbcTypeCode(SqlTypes.ARRAY)
  @Nullable List<UUID> groupIds;

  @JdbcTypeCode(SqlTypes.JSON)
  JsonNode data;

  Instant happenedAt;
  int position;
  int rung;

  @JdbcTypeCode(SqlTypes.JSON)
  List<Endpoint> endpoints;

  @Nullable Instant firstRungAt;
  @Nullable Instant lastRungAt;
  @Nullable Instant acknowledgedAt;
  @Nullable Instant endedAt;
  @Nullable String outcome;
  @Nullable Instant dueAt;
  @Nullable UUID holder;
  @Nullable Instant leaseUntil;
  Instant createdAt;

  /** Whether this lasts already, so that it does not begin anew. */
  static boolean isOpen(AccountId account, UUID trigger, Notice notice) {
    return notice.about() != null
        && count(
                "accountId = ?1 and triggerId = ?2 and about = ?3 and type = ?4 and lasting"
                    + " and endedAt is null",
                account.uuid(),
                trigger,
                notice.about(),
                notice.type())
            > 0;
  }

  /** What has not ended yet, locked; whoever sends about the same thing waits before. */
  static List<Ring> openAbout(AccountId account, UUID about) {
    return Ring.<Ring>find(
            "accountId = ?1 and about = ?2 and endedAt is null order by id", account.uuid(), about)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .list();
  }

  /** Of what the open rings of an incident tell. */
  static Set<UUID> subjects(AccountId account, UUID incident) {
    return new LinkedHashSet<>(
        find(
                "select distinct about from Ring where accountId = ?1 and incidentId = ?2"
                    + " and endedAt is null and about is not null",
                account.uuid(),
                incident)
            .project(UUID.class)
            .list());
  }

  static List<Ring> ofIncident(AccountId account, UUID incident) {
    return Ring.<Ring>find(
            "accountId = ?1 and incidentId = ?2 order by createdAt, id", account.uuid(), incident)
        .page(0, MOST_SHOWN)
        .list();
  }

  /** Still ours and still due, and nobody else changes it before we are done. */
  static Optional<Ring> held(AccountId account, UUID id, UUID holder) {
    return Ring.<Ring>find("accountId = ?1 and id = ?2", account.uuid(), id)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResultOptional()
        .filter(ring -> ring.dueAt != null && Objects.equals(ring.holder, holder));
  }

  AccountId account() {
    return new AccountId(accountId);
  }

  Place place() {
    return new Place(categoryId, groupIds == null ? null : Set.copyOf(groupIds));
  }

  void rang(Collection<Endpoint> to, Instant now) {
    rung++;
    firstRungAt = firstRungAt == null ? now : firstRungAt;
    lastRungAt = now;
    Set<Endpoint> all = new LinkedHashSet<>(endpoints);
    all.addAll(to);
    endpoints = List.copyOf(all);
  }

  void waits(int at, @Nullable Instant due) {
    position = at;
    dueAt = due;
    holder = null;
    leaseUntil = null;
  }

  void acknowledged(Instant now) {
    acknowledgedAt = now;
    waits(position, null);
    if (rung == 0) {
      end(ACKNOWLEDGED_BEFORE, now);
    }
  }

  /** Nobody has it in hand any more. */
  void goesOn(Instant now) {
    if (acknowledgedAt != null) {
      acknowledgedAt = null;
      waits(position, now);
    }
  }

  /**
   * @param why if it never rang
   */
  void end(String why, Instant now) {
    waits(position, null);
    endedAt = now;
    outcome = rung > 0 ? RANG : why;
  }
}
