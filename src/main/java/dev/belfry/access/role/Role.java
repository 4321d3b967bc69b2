package dev.belfry.access.role;

import dev.belfry.access.people.RoleId;
import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "access_role")
class Role extends PanacheEntityBase {
  @Id UUID id;
  UUID accountId;
  String name;
  @Nullable String description;

  @JdbcTypeCode(SqlTypes.JSON)
  String grants;

  @Version long version;
  Instant createdAt;
  Instant updatedAt;

  static PanacheQuery<Role> listed(AccountId account) {
    return find("accountId = ?1 order by lower(name), id", account.uuid());
  }

  /** How many there are. */
  static long within(AccountId account) {
    return count("accountId", account.uuid());
  }

  static Optional<Role> named(AccountId account, RoleId id) {
    return find("accountId = ?1 and id = ?2", account.uuid(), id.uuid()).firstResultOptional();
  }

  /** As it is now; nobody changes it, and nobody is given it, before we are done. */
  static Optional<Role> locked(AccountId account, RoleId id) {
    // A weaker lock, as Hibernate's, would let somebody be given it meanwhile.
    getEntityManager()
        .createNativeQuery(
            "select id from access_role where account_id = ?1 and id = ?2 for update", UUID.class)
        .setParameter(1, account.uuid())
        .setParameter(2, id.uuid())
        .getResultList();
    return named(account, id);
  }
}
