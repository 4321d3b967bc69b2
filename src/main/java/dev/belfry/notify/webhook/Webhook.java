package dev.belfry.notify.webhook;

import dev.belfry.access.grant.Pair;
import dev.belfry.access.grant.Place;
import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "notify_webhook")
class Webhook extends PanacheEntityBase {
  @Id UUID id;
  UUID accountId;
  UUID ownerId;
  @Nullable UUID keyId;

  @JdbcTypeCode(SqlTypes.JSON)
  List<Pair> reach;

  String url;
  @Nullable String description;

  @JdbcTypeCode(SqlTypes.ARRAY)
  List<String> events;

  byte[] headers;
  byte[] secret;
  byte @Nullable [] previousSecret;
  @Nullable Instant previousUntil;
  int paceMessages;
  int paceWindowSeconds;
  int digestSeconds;
  boolean enabled;
  @Nullable String disabledReason;
  @Version long version;
  Instant createdAt;
  Instant updatedAt;

  static Optional<Webhook> named(AccountId account, UUID id) {
    return find("accountId = ?1 and id = ?2", account.uuid(), id).firstResultOptional();
  }

  /** As this transaction knows it already, where it does. */
  static Optional<Webhook> known(AccountId account, UUID id) {
    return Webhook.<Webhook>findByIdOptional(id)
        .filter(webhook -> webhook.accountId.equals(account.uuid()));
  }

  /** As it is now, and nobody else changes it before we are done. */
  static Optional<Webhook> locked(AccountId account, UUID id) {
    return find("accountId = ?1 and id = ?2", account.uuid(), id)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResultOptional();
  }

  static PanacheQuery<Webhook> listed(AccountId account) {
    return find("accountId = ?1 order by createdAt desc, id desc", account.uuid());
  }

  /** Those that want this type and may hear of what lies there. */
  static List<UUID> listening(AccountId account, String type, Place place) {
    return Panache.getSession()
        .createNativeQuery(
            "select * from notify_webhook where account_id = ?1 and enabled and ?2 = any (events) order by id",
            Webhook.class)
        .setParameter(1, account.uuid())
        .setParameter(2, type)
        .stream()
        .filter(webhook -> webhook.reaches(place))
        .map(webhook -> webhook.id)
        .toList();
  }

  /** A category or group goes; nobody reaches it any more by its id. */
  static void forget(AccountId account, UUID gone) {
    Webhook.<Webhook>find("accountId = ?1 order by id", account.uuid())
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .list()
        .forEach(webhook -> webhook.forget(gone));
  }

  private void forget(UUID gone) {
    List<Pair> left =
        reach.stream()
            .map(pair -> pair.without(gone))
            .filter(pair -> !pair.reachesNothing())
            .toList();
    if (!left.equals(reach)) {
      reach = left;
    }
  }

  boolean reaches(Place place) {
    return reach.stream().anyMatch(pair -> pair.reachesSome(place));
  }
}
