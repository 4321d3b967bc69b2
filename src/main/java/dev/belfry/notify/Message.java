package dev.belfry.notify;

import dev.belfry.access.grant.Place;
import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Immutable
@Table(name = "notify_message")
class Message extends PanacheEntityBase {
  @Id UUID id;
  UUID accountId;
  String type;
  Instant at;
  @Nullable UUID categoryId;

  @JdbcTypeCode(SqlTypes.ARRAY)
  @Nullable List<UUID> groupIds;

  String body;

  static Message named(AccountId account, UUID id) {
    return Message.<Message>find("accountId = ?1 and id = ?2", account.uuid(), id).singleResult();
  }

  static Letter letter(AccountId account, UUID id) {
    Message message = named(account, id);
    return new Letter(new MessageId(id), message.type, message.place(), message.body);
  }

  /** A digest tells of many places, each of which was looked at before. */
  private Place place() {
    if (type.equals(NoticeType.DIGEST)) {
      return new Place(false, null, null);
    }
    return new Place(categoryId, groupIds == null ? null : Set.copyOf(groupIds));
  }

  /** The types, by message; without the bodies. */
  static Map<UUID, String> types(AccountId account, Collection<UUID> ids) {
    return find(
            "select id, type from Message where accountId = ?1 and id in ?2", account.uuid(), ids)
        .project(Kind.class)
        .stream()
        .collect(Collectors.toMap(Kind::id, Kind::type));
  }

  @RegisterForReflection
  record Kind(UUID id, String type) {}
}
