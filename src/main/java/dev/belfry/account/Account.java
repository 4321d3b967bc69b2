package dev.belfry.account;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "account_account")
class Account extends PanacheEntityBase {
  @Id UUID accountId;
  String name;

  @Enumerated(EnumType.STRING)
  Plan plan;

  @Nullable UUID parentId;
  @Version long version;
  Instant createdAt;
  Instant updatedAt;
}
