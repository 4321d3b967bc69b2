package dev.belfry.access.key;

import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.panache.common.Parameters;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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
  @Nullable Instant expiresAt;
  @Nullable Instant revokedAt;
  @Nullable Instant deletedAt;
  long rightsVersion;
  @Version long version;
  Instant createdAt;
  Instant updatedAt;

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

  static PanacheQuery<ApiKey> listed(AccountId account, @Nullable KeyStatus status, Instant now) {
    String condition =
        switch (status) {
          case null -> "";
          case ACTIVE -> " and revokedAt is null and (expiresAt is null or expiresAt > :now)";
          case REVOKED -> " and revokedAt is not null";
          case EXPIRED -> " and revokedAt is null and expiresAt <= :now";
        };
    Parameters parameters = Parameters.with("account", account.uuid());
    if (condition.contains(":now")) {
      parameters = parameters.and("now", now);
    }
    return find(
        "accountId = :account and deletedAt is null"
            + condition
            + " order by createdAt desc, id desc",
        parameters);
  }

  static long active(AccountId account, Instant now) {
    return listed(account, KeyStatus.ACTIVE, now).count();
  }

  KeyStatus status(Instant now) {
    if (revokedAt != null) {
      return KeyStatus.REVOKED;
    }
    return expiresAt != null && !expiresAt.isAfter(now) ? KeyStatus.EXPIRED : KeyStatus.ACTIVE;
  }
}
