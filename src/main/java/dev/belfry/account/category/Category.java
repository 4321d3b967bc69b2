package dev.belfry.account.category;

import dev.belfry.access.grant.Selection;
import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

@Entity
@Table(name = "account_category")
class Category extends PanacheEntityBase {
  @Id UUID id;
  UUID accountId;
  String name;
  @Version long version;
  Instant createdAt;
  Instant updatedAt;

  static Optional<Category> named(AccountId account, CategoryId id) {
    return find("accountId = ?1 and id = ?2", account.uuid(), id.uuid()).firstResultOptional();
  }

  /** Those of these that are there; nobody deletes them before we are done. */
  static Set<UUID> held(AccountId account, Set<UUID> ids) {
    List<?> found =
        getEntityManager()
            .createNativeQuery(
                "select id from account_category where account_id = ?1 and id = any (?2) order by id for key share",
                UUID.class)
            .setParameter(1, account.uuid())
            .setParameter(2, ids.toArray(UUID[]::new))
            .getResultList();
    return found.stream().map(UUID.class::cast).collect(Collectors.toSet());
  }

  static List<Category> called(AccountId account, Collection<String> names) {
    return list("accountId = ?1 and name in ?2", account.uuid(), names);
  }

  static PanacheQuery<Category> within(AccountId account, Selection reach) {
    return reach.all()
        ? find("accountId = ?1 order by lower(name)", account.uuid())
        : find("accountId = ?1 and id in ?2 order by lower(name)", account.uuid(), reach.ids());
  }

  static boolean taken(AccountId account, String name, UUID except) {
    return count(
            "accountId = ?1 and lower(name) = lower(?2) and id <> ?3", account.uuid(), name, except)
        > 0;
  }
}
