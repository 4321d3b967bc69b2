package dev.belfry.notify.channel.email;

import dev.belfry.platform.database.DatabaseClock;
import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An address that was asked, in lower case, and what it said. */
@Entity
@Table(name = "notify_address")
class StoredAddress extends PanacheEntityBase {
  @Id UUID id;
  UUID accountId;
  String address;
  @Nullable Instant confirmedAt;
  byte @Nullable [] hash;
  @Nullable Instant tokenUntil;
  Instant askedAt;
  int attempts;
  @Nullable Instant dueAt;
  @Nullable UUID holder;
  @Nullable Instant leaseUntil;

  static Optional<StoredAddress> of(AccountId account, String address, LockModeType lock) {
    return find("accountId = ?1 and address = ?2", account.uuid(), address)
        .withLock(lock)
        .firstResultOptional();
  }

  static Optional<StoredAddress> locked(AccountId account, UUID id) {
    return find("accountId = ?1 and id = ?2", account.uuid(), id)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResultOptional();
  }

  /** Those that have not answered are asked anew when somebody wants that. */
  static void forgetAskedBefore(AccountId account, Instant before) {
    delete(
        "accountId = ?1 and confirmedAt is null and dueAt is null and askedAt < ?2",
        account.uuid(),
        before);
  }

  /** Whether this is the hash of the token that it was mailed last, which is good still. */
  boolean takes(byte[] token) {
    return Arrays.equals(hash, token)
        && tokenUntil != null
        && tokenUntil.isAfter(DatabaseClock.now());
  }

  void confirm(Instant now) {
    confirmedAt = now;
    hash = null;
    tokenUntil = null;
    mailAgain(null);
  }

  /** Null: nothing is to be sent any more. */
  void mailAgain(@Nullable Instant due) {
    dueAt = due;
    holder = null;
    leaseUntil = null;
  }
}
