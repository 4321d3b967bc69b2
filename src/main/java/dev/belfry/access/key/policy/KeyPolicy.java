package dev.belfry.access.key.policy;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "access_key_policy")
class KeyPolicy extends PanacheEntityBase {
  @Id UUID accountId;
  @Nullable Integer rotateAfterDays;
  @Nullable Integer revokeUnusedAfterDays;
  @Nullable Integer maxLifeDays;
  boolean personalKeys;
  @Version long version;
  Instant updatedAt;
}
