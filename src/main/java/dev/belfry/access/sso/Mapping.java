package dev.belfry.access.sso;

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
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "access_sso_mapping")
class Mapping extends PanacheEntityBase {
  @Id UUID id;
  UUID accountId;
  String groupName;
  UUID roleId;
  @Nullable UUID mappedBy;
  @Nullable UUID keyId;
  @Version long version;
  Instant createdAt;
  Instant updatedAt;

  static Optional<Mapping> named(AccountId account, MappingId id) {
    return find("accountId = ?1 and id = ?2", account.uuid(), id.uuid()).firstResultOptional();
  }

  static PanacheQuery<Mapping> within(AccountId account) {
    return find("accountId = ?1 order by groupName, id", account.uuid());
  }

  static boolean taken(AccountId account, NewMapping wanted, UUID except) {
    return count(
            "accountId = ?1 and groupName = ?2 and roleId = ?3 and id <> ?4",
            account.uuid(),
            wanted.group(),
            wanted.roleId().uuid(),
            except)
        > 0;
  }
}
