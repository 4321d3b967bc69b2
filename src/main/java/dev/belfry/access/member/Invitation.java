package dev.belfry.access.member;

import dev.belfry.access.people.InvitationId;
import dev.belfry.platform.database.DatabaseClock;
import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "access_invitation")
class Invitation extends PanacheEntityBase {
  static final String OFF = "off";
  static final String PENDING = "pending";
  static final String SENT = "sent";
  static final String FAILED = "failed";

  @Id UUID id;
  UUID accountId;
  String email;
  String name;

  @JdbcTypeCode(SqlTypes.ARRAY)
  List<UUID> roleIds;

  @JdbcTypeCode(SqlTypes.JSON)
  String grants;

  @Nullable String passwordHash;
  byte[] hash;
  short hashKid;

  /** What became of its mail: off, pending, sent or failed. */
  String mail = OFF;

  byte @Nullable [] mailHash;
  int mailAttempts;
  @Nullable Instant dueAt;
  @Nullable UUID holder;
  @Nullable Instant leaseUntil;
  UUID inviterId;
  @Nullable UUID keyId;
  Instant expiresAt;
  Instant createdAt;
  Instant updatedAt;

  static PanacheQuery<Invitation> listed(AccountId account) {
    return find("accountId = ?1 order by createdAt desc, id desc", account.uuid());
  }

  /** How many can still be accepted. */
  static long open(AccountId account) {
    return count("accountId = ?1 and expiresAt > ?2", account.uuid(), DatabaseClock.now());
  }

  static Optional<Invitation> named(AccountId account, InvitationId id) {
    return find("accountId = ?1 and id = ?2", account.uuid(), id.uuid()).firstResultOptional();
  }

  static Optional<Invitation> locked(AccountId account, InvitationId id) {
    return find("accountId = ?1 and id = ?2", account.uuid(), id.uuid())
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResultOptional();
  }

  /** Null: nothing is to be sent any more. */
  void mailAgain(@Nullable Instant due) {
    dueAt = due;
    holder = null;
    leaseUntil = null;
  }
}
