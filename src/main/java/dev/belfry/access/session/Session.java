package dev.belfry.access.session;

import dev.belfry.access.people.MemberId;
import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "access_session")
class Session extends PanacheEntityBase {
  @Id UUID id;
  UUID accountId;
  UUID ownerId;
  byte[] hash;
  short hashKid;
  Instant createdAt;
  Instant lastSeenAt;
  int idleSeconds;
  Instant expiresAt;
  @Nullable Instant revokedAt;
  @Nullable String address;
  @Nullable String userAgent;
  String method;
  @Nullable String issuer;
  @Nullable String externalSession;

  static Optional<Session> named(AccountId account, UUID id) {
    return find("accountId = ?1 and id = ?2 and revokedAt is null", account.uuid(), id)
        .firstResultOptional();
  }

  /** Those not ended, in the order in which several are locked. */
  static List<Session> open(AccountId account, MemberId owner) {
    return list(
        "accountId = ?1 and ownerId = ?2 and revokedAt is null order by id",
        account.uuid(),
        owner.uuid());
  }

  /** Those that still open something, newest first. */
  static List<Session> live(AccountId account, MemberId owner, Instant now) {
    return Session.<Session>list(
            "accountId = ?1 and ownerId = ?2 and revokedAt is null and expiresAt > ?3 order by createdAt desc",
            account.uuid(),
            owner.uuid(),
            now)
        .stream()
        .filter(session -> session.lastSeenAt.plusSeconds(session.idleSeconds).isAfter(now))
        .toList();
  }
}
