package dev.belfry.notify.channel;

import dev.belfry.access.grant.Pair;
import dev.belfry.access.grant.Place;
import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "notify_channel")
class StoredChannel extends PanacheEntityBase {
  @Id UUID id;
  UUID accountId;
  UUID ownerId;
  @Nullable UUID keyId;

  @JdbcTypeCode(SqlTypes.JSON)
  List<Pair> reach;

  String name;
  String kind;
  @Nullable String description;

  @JdbcTypeCode(SqlTypes.JSON)
  Map<String, Object> settings;

  byte[] secrets;

  @JdbcTypeCode(SqlTypes.JSON)
  Map<String, String> labels;

  @Nullable Integer rateMessages;
  @Nullable Integer rateWindowSeconds;
  @Nullable Integer digestSeconds;
  boolean enabled;
  @Nullable String disabledReason;
  @Version long version;
  Instant createdAt;
  Instant updatedAt;

  static Optional<StoredChannel> named(AccountId account, UUID id) {
    return find("accountId = ?1 and id = ?2", account.uuid(), id).firstResultOptional();
  }

  /** As it is now, and nobody else changes it before we are done. */
  static Optional<StoredChannel> locked(AccountId account, UUID id) {
    return find("accountId = ?1 and id = ?2", account.uuid(), id)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResultOptional();
  }

  static PanacheQuery<StoredChannel> listed(AccountId account) {
    return find("accountId = ?1 order by createdAt desc, id desc", account.uuid());
  }

  static List<StoredChannel> of(AccountId account, String kind) {
    return list("accountId = ?1 and kind = ?2", account.uuid(), kind);
  }

  static List<StoredChannel> among(AccountId account, Collection<UUID> ids) {
    return ids.isEmpty()
        ? List.of()
        : list("accountId = ?1 and id in ?2 order by id", account.uuid(), ids);
  }

  /** A category or group goes; nobody reaches it any more by its id. */
  static void forget(AccountId account, UUID gone) {
    StoredChannel.<StoredChannel>find("accountId = ?1 order by id", account.uuid())
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .list()
        .forEach(channel -> channel.forget(gone));
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
