package dev.belfry.result;

import dev.belfry.monitor.LookView;
import dev.belfry.monitor.MonitorId;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.id.TypeId;
import dev.belfry.platform.page.Cursor;
import dev.belfry.platform.wire.Phases;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Immutable
@Table(name = "result_look")
class StoredLook extends PanacheEntityBase {
  /** Unique by itself; the table's key begins with account, monitor and time, as it is read. */
  @Id UUID id;

  UUID accountId;
  UUID monitorId;
  Instant at;
  String verdict;
  int latencyMs;
  String code;
  String message;

  @JdbcTypeCode(SqlTypes.JSON)
  @Nullable Phases phases;

  static StoredLook of(AccountId account, MonitorId monitor, LookView look) {
    StoredLook stored = new StoredLook();
    stored.id = TypeId.next();
    stored.accountId = account.uuid();
    stored.monitorId = monitor.uuid();
    stored.at = look.at();
    stored.verdict = look.status().name();
    stored.latencyMs = look.latencyMs();
    stored.code = look.code();
    stored.message = look.message();
    stored.phases = look.phases();
    return stored;
  }

  /** Newest first, one more than the limit when there is more. */
  static List<StoredLook> listed(
      AccountId account, MonitorId monitor, Span span, @Nullable Cursor after, int limit) {
    StringBuilder where = new StringBuilder("accountId = :account and monitorId = :monitor");
    Map<String, Object> values = new HashMap<>();
    values.put("account", account.uuid());
    values.put("monitor", monitor.uuid());
    if (span.from() != null) {
      where.append(" and at >= :from");
      values.put("from", span.from());
    }
    if (span.to() != null) {
      where.append(" and at < :to");
      values.put("to", span.to());
    }
    if (after != null) {
      where.append(" and (at, id) < (:at, :id)");
      values.put("at", after.at());
      values.put("id", after.id());
    }
    return StoredLook.<StoredLook>find(where + " order by at desc, id desc", values)
        .page(0, limit + 1)
        .list();
  }
}
