package dev.belfry.access.watch;

import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@Entity
@Table(name = "access_flag_policy")
class FlagPolicy extends PanacheEntityBase {
  @Id UUID accountId;
  List<String> disabling;
  Instant updatedAt;

  static Optional<FlagPolicy> of(AccountId account) {
    return find("accountId", account.uuid()).firstResultOptional();
  }

  static boolean disables(AccountId account, FlagKind kind) {
    return of(account).map(policy -> policy.disabling.contains(kind.word())).orElse(false);
  }
}
