package dev.belfry.statuspage;

import dev.belfry.access.grant.Pair;
import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
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
@Table(name = "statuspage")
class StatusPage extends PanacheEntityBase {
  @Id UUID id;
  UUID accountId;
  UUID ownerId;
  @Nullable UUID keyId;

  @JdbcTypeCode(SqlTypes.JSON)
  List<Pair> reach;

  String name;
  @Nullable String description;
  String slug;
  @Nullable String domain;
  @Nullable String logoUrl;

  @Enumerated(EnumType.STRING)
  @JdbcTypeCode(SqlTypes.VARCHAR)
  PageTheme.Mode theme;

  @Nullable String accent;

  @Enumerated(EnumType.STRING)
  @JdbcTypeCode(SqlTypes.VARCHAR)
  PageLanguage language;

  @Enumerated(EnumType.STRING)
  @JdbcTypeCode(SqlTypes.VARCHAR)
  AccessMode access;

  @Nullable String passwordHash;

  @JdbcTypeCode(SqlTypes.ARRAY)
  List<String> networks;

  boolean noindex;
  boolean showLatency;
  boolean allowEmailSubscribers;
  boolean allowWebhookSubscribers;
  @Version long version;
  Instant createdAt;
  Instant updatedAt;

  static Optional<StatusPage> named(AccountId account, UUID id) {
    return find("accountId = ?1 and id = ?2", account.uuid(), id).firstResultOptional();
  }

  /** As it is now, and nobody else changes it or its components before we are done. */
  static Optional<StatusPage> locked(AccountId account, UUID id) {
    return find("accountId = ?1 and id = ?2", account.uuid(), id)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResultOptional();
  }

  static PanacheQuery<StatusPage> listed(AccountId account) {
    return find("accountId = ?1 order by createdAt desc, id desc", account.uuid());
  }

  static long countOf(AccountId account) {
    return count("accountId = ?1", account.uuid());
  }

  /** A category or group goes; nobody reaches it any more by its id. */
  static void forget(AccountId account, UUID gone) {
    StatusPage.<StatusPage>find("accountId = ?1 order by id", account.uuid())
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .list()
        .forEach(page -> page.forget(gone));
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

  /**
   * Takes a slug or a domain for this page and gives back the one that it had.
   *
   * @param wanted null for none
   * @return false where another page of the installation has it
   */
  boolean takeAddress(String kind, @Nullable String wanted) {
    Panache.getEntityManager()
        .createNativeQuery(
            "delete from statuspage_address where account_id = ?1 and page_id = ?2 and kind = ?3 and name is distinct from ?4")
        .setParameter(1, accountId)
        .setParameter(2, id)
        .setParameter(3, kind)
        .setParameter(4, wanted)
        .executeUpdate();
    if (wanted == null) {
      return true;
    }
    int taken =
        Panache.getEntityManager()
            .createNativeQuery(
                "insert into statuspage_address (kind, name, account_id, page_id) values (?3, ?4, ?1, ?2) on conflict do nothing")
            .setParameter(1, accountId)
            .setParameter(2, id)
            .setParameter(3, kind)
            .setParameter(4, wanted)
            .executeUpdate();
    return taken == 1 || hasAddress(kind, wanted);
  }

  private boolean hasAddress(String kind, String name) {
    return !Panache.getEntityManager()
        .createNativeQuery(
            "select 1 from statuspage_address where account_id = ?1 and page_id = ?2 and kind = ?3 and name = ?4")
        .setParameter(1, accountId)
        .setParameter(2, id)
        .setParameter(3, kind)
        .setParameter(4, name)
        .getResultList()
        .isEmpty();
  }
}
