package dev.belfry.activity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.access.grant.Selection;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.id.TypeId;
import dev.belfry.platform.page.Cursor;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Immutable
@Table(name = "activity_entry")
class Entry extends PanacheEntityBase {
  @Id UUID id;
  UUID accountId;
  Instant at;
  String actorKind;
  @Nullable String actorId;
  @Nullable String actorName;
  @Nullable String actorHint;
  @Nullable String sessionId;
  String action;
  String objectType;
  @Nullable String objectId;
  @Nullable String objectName;
  @Nullable UUID categoryId;
  String result;
  @Nullable String address;
  @Nullable String requestId;

  @JdbcTypeCode(SqlTypes.JSON)
  JsonNode changes;

  /** Null in rows from before there was a chain. */
  byte @Nullable [] mac;

  /** The line, not yet signed. */
  static Entry of(
      DomainEvent event, JsonNode changes, @Nullable String address, @Nullable String requestId) {
    Entry entry = new Entry();
    entry.id = TypeId.next();
    entry.accountId = event.account().uuid();
    // As the database keeps it: what is signed is what will be read.
    entry.at = event.at().truncatedTo(ChronoUnit.MICROS);
    entry.actorKind = event.actor().kind().name().toLowerCase(Locale.ROOT);
    entry.actorId = event.actor().id();
    entry.actorName = event.actor().name();
    entry.actorHint = event.actor().hint();
    entry.sessionId = event.actor().session();
    entry.action = event.action();
    entry.objectType = event.subject().type();
    entry.objectId = event.subject().id();
    entry.objectName = event.subject().name();
    entry.categoryId = event.subject().category();
    entry.result = event.result().name().toLowerCase(Locale.ROOT);
    entry.address = address;
    entry.requestId = requestId;
    entry.changes = changes;
    return entry;
  }

  static Optional<Entry> named(AccountId account, Selection reach, EntryId id) {
    return Entry.<Entry>find("accountId = ?1 and id = ?2", account.uuid(), id.uuid())
        .firstResultOptional()
        .filter(entry -> reach.reaches(entry.categoryId));
  }

  /** Newest first. */
  static List<Entry> listed(
      AccountId account, Selection reach, EntryFilter filter, @Nullable Cursor after, int most) {
    StringBuilder where = new StringBuilder("accountId = :account");
    Map<String, Object> values = new HashMap<>();
    values.put("account", account.uuid());
    if (!reach.all()) {
      where.append(" and categoryId in :reach");
      values.put("reach", reach.ids());
    }
    filter
        .conditions()
        .forEach(
            (condition, value) -> {
              String name = "f" + values.size();
              where.append(" and ").append(condition.replace("?", ":" + name));
              values.put(name, value);
            });
    if (after != null) {
      where.append(" and (at, id) < (:at, :id)");
      values.put("at", after.at());
      values.put("id", after.id());
    }
    return Entry.<Entry>find(where + " order by at desc, id desc", values).page(0, most).list();
  }
}
