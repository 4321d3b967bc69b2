package dev.belfry.access.key;

import dev.belfry.access.Revocation;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.problem.Problem;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "access_key")
class ApiKey extends PanacheEntityBase {
  @Id UUID id;
  UUID accountId;
  UUID ownerId;
  @Nullable UUID parentId;
  String name;
  @Nullable String description;

  @JdbcTypeCode(SqlTypes.JSON)
  Map<String, String> labels;

  String kind;
  String type;

  @JdbcTypeCode(SqlTypes.JSON)
  String grants;

  String hint;
  byte[] hash;
  short hashKid;
  @Nullable Instant notBefore;
  @Nullable Instant expiresAt;

  /** Whether the policy alone wanted this end; a rotation sets it anew. */
  boolean endsByPolicy;

  @JdbcTypeCode(SqlTypes.ARRAY)
  @Nullable List<String> allowedNetworks;

  @JdbcTypeCode(SqlTypes.ARRAY)
  List<Integer> limitRequests = new ArrayList<>();

  @JdbcTypeCode(SqlTypes.ARRAY)
  List<Integer> limitSeconds = new ArrayList<>();

  /** Whose windows it draws from, where not its own. */
  @Nullable UUID rateId;

  @Nullable UUID successorId;
  boolean endsAtFirstUse;
  @Nullable Instant firstUsedAt;
  @Nullable Instant disabledAt;
  @Nullable String disabledReason;
  @Nullable Instant revokedAt;
  @Nullable String revokedReason;
  @Nullable Instant deletedAt;

  /** Notices that were sent. */
  @JdbcTypeCode(SqlTypes.ARRAY)
  List<String> told = new ArrayList<>();

  long rightsVersion;
  @Version long version;
  Instant createdAt;
  Instant updatedAt;

  @Formula(
      "(select n.first_used_at from access_key n where n.account_id = account_id and n.id = successor_id)")
  @Nullable Instant successorUsedAt;

  static Optional<ApiKey> named(AccountId account, UUID id) {
    return find("accountId = ?1 and id = ?2 and deletedAt is null", account.uuid(), id)
        .firstResultOptional();
  }

  /** As it is now, and nobody else changes it before we are done. */
  static Optional<ApiKey> locked(AccountId account, UUID id) {
    return find("accountId = ?1 and id = ?2 and deletedAt is null", account.uuid(), id)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResultOptional();
  }

  /**
   * Waits for every transaction that acts by the key and lets no new one begin; what is read after
   * that is what everybody sees from now on.
   *
   * @throws Problem 404 when there is none
   */
  static ApiKey alone(AccountId account, UUID id) {
    Revocation.begin(id);
    flush();
    getEntityManager().clear();
    return locked(account, id).orElseThrow(Problem::notFound);
  }

  /** How many count against the plan: not those that a successor has replaced. */
  static long counted(AccountId account, Instant now) {
    return count(
        "accountId = ?1 and deletedAt is null and revokedAt is null and successorId is null"
            + " and (expiresAt is null or expiresAt > ?2)",
        account.uuid(),
        now);
  }

  /** As authentication would find it, but for its owner, its parent and the account. */
  KeyStatus status(Instant now) {
    if (revokedAt != null) {
      return KeyStatus.REVOKED;
    }
    boolean over = expiresAt != null && !expiresAt.isAfter(now);
    if (successorId != null && (over || (endsAtFirstUse && successorUsedAt != null))) {
      return KeyStatus.ROTATED;
    }
    if (over) {
      return KeyStatus.EXPIRED;
    }
    if (notBefore != null && notBefore.isAfter(now)) {
      return KeyStatus.EARLY;
    }
    return disabledAt == null ? KeyStatus.ACTIVE : KeyStatus.DISABLED;
  }

  List<KeyLimit> limits() {
    List<KeyLimit> limits = new ArrayList<>();
    for (int i = 0; i < limitRequests.size(); i++) {
      limits.add(new KeyLimit(limitRequests.get(i), limitSeconds.get(i)));
    }
    return limits;
  }

  void limits(List<KeyLimit> limits) {
    limitRequests = limits.stream().map(KeyLimit::requests).toList();
    limitSeconds = limits.stream().map(KeyLimit::windowSeconds).toList();
  }
}
