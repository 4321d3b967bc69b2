package dev.belfry.access.key;

import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The use of a key in one month. */
@Entity
@Table(name = "access_key_usage")
@IdClass(KeyUsage.Place.class)
class KeyUsage extends PanacheEntityBase {
  @Id UUID accountId;
  @Id UUID keyId;
  @Id LocalDate month;
  long calls;
  Instant lastUsedAt;
  @Nullable String lastUsedAddress;
  @Nullable String lastUsedUserAgent;

  static List<KeyUsage> of(AccountId account, Collection<UUID> keys) {
    return keys.isEmpty()
        ? List.of()
        : list("accountId = ?1 and keyId in ?2", account.uuid(), keys);
  }

  static class Place implements Serializable {
    private static final long serialVersionUID = 1;
    UUID accountId = new UUID(0, 0);
    UUID keyId = new UUID(0, 0);
    LocalDate month = LocalDate.EPOCH;

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Place place
          && accountId.equals(place.accountId)
          && keyId.equals(place.keyId)
          && month.equals(place.month);
    }

    @Override
    public int hashCode() {
      return Objects.hash(accountId, keyId, month);
    }
  }
}
