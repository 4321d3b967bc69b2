package dev.belfry.notify.webhook;

import dev.belfry.access.grant.Selection;
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
import java.util.HashSet;
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
  boolean reachAll;

  @JdbcTypeCode(SqlTypes.ARRAY)
  List<UUID> reachCategories;

  String url;
  @Nullable String description;

  @JdbcTypeCode(SqlTypes.ARRAY)
  List<String> events;

  byte[] headers;
  byte[] secret;
  byte @Nullable [] previousSecret;
  @Nullable Instant previousUntil;
  boolean enabled;
  @Nullable String disabledReason;
  @Version long version;
  Instant createdAt;
  Instant updatedAt;

  static Optional<Webhook> named(AccountId account, UUID id) {
    return find("accountId = ?1 and id = ?2", account.uuid(), id).firstResultOptional();
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

  /** Those that want this type and may hear of this category. */
  static List<UUID> listening(AccountId account, String type, @Nullable UUID category) {
    return Panache.getSession()
        .createNativeQuery(
            "select * from notify_webhook where account_id = ?1 and enabled and ?2 = any (events) order by id",
            Webhook.class)
        .setParameter(1, account.uuid())
        .setParameter(2, type)
        .stream()
        .filter(webhook -> webhook.reach().reaches(category))
        .map(webhook -> webhook.id)
        .toList();
  }

  /** The category goes; nobody reaches it any more by its id. */
  static void forget(AccountId account, UUID category) {
    Panache.getEntityManager()
        .createNativeQuery(
            """
            update notify_webhook set reach_categories = array_remove(reach_categories, ?2), version = version + 1
            where account_id = ?1 and ?2 = any (reach_categories)""")
        .setParameter(1, account.uuid())
        .setParameter(2, category)
        .executeUpdate();
  }

  Selection reach() {
    return new Selection(reachAll, new HashSet<>(reachCategories));
  }

  void reach(Selection reach) {
    reachAll = reach.all();
    reachCategories = reach.ids().stream().sorted().toList();
  }
}
