package dev.belfry.access.watch;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.page.Cursor;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "access_flag")
class Flag extends PanacheEntityBase {
  @Id UUID id;
  UUID accountId;
  String kind;
  String subjectKind;
  UUID subjectId;
  @Nullable String subjectName;
  Instant bucket;
  Instant at;
  @Nullable String address;
  @Nullable String network;
  @Nullable Long calls;
  @Nullable Long usualCalls;
  boolean disables;
  @Nullable Instant disabledAt;
  @Nullable Instant dismissedAt;
  @Nullable String dismissedBy;

  static Optional<Flag> locked(AccountId account, UUID id) {
    return find("accountId = ?1 and id = ?2", account.uuid(), id)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResultOptional();
  }

  /** Newest first, one more than the limit when there is more. */
  static List<Flag> listed(
      AccountId account, FlagFilter filter, @Nullable Cursor after, int limit) {
    StringBuilder where = new StringBuilder("accountId = :account");
    Map<String, Object> values = new HashMap<>();
    values.put("account", account.uuid());
    if (filter.open != null) {
      where.append(filter.open ? " and dismissedAt is null" : " and dismissedAt is not null");
    }
    if (filter.kind != null) {
      where.append(" and kind = :kind");
      values.put("kind", filter.kind.word());
    }
    if (filter.key != null) {
      where.append(" and subjectId = :key");
      values.put("key", filter.key.uuid());
    }
    if (after != null) {
      where.append(" and (at, id) < (:at, :id)");
      values.put("at", after.at());
      values.put("id", after.id());
    }
    return Flag.<Flag>find(where + " order by at desc, id desc", values).page(0, limit + 1).list();
  }

  /** Those of the account that are to disable a key and have not yet. */
  static List<Flag> disabling(AccountId account) {
    return list(
        "accountId = ?1 and disables and disabledAt is null order by subjectId, id",
        account.uuid());
  }
}
