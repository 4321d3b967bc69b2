package dev.belfry.statuspage;

import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "statuspage_component")
class StatusPageComponent extends PanacheEntityBase {
  @Id UUID id;
  UUID accountId;
  UUID pageId;
  String name;
  @Nullable String description;
  @Nullable UUID monitorId;
  @Nullable String groupName;
  int position;

  @Enumerated(EnumType.STRING)
  @JdbcTypeCode(SqlTypes.VARCHAR)
  @Nullable ComponentStatus status;

  Instant createdAt;
  Instant updatedAt;

  static List<StatusPageComponent> of(UUID account, UUID page) {
    return list("accountId = ?1 and pageId = ?2 order by position, id", account, page);
  }

  static Map<UUID, List<StatusPageComponent>> ofAll(UUID account, Collection<UUID> pages) {
    return StatusPageComponent.<StatusPageComponent>list(
            "accountId = ?1 and pageId in ?2 order by position, id", account, pages)
        .stream()
        .collect(Collectors.groupingBy(component -> component.pageId));
  }

  static Optional<StatusPageComponent> named(UUID account, UUID page, UUID id) {
    return find("accountId = ?1 and pageId = ?2 and id = ?3", account, page, id)
        .firstResultOptional();
  }

  static List<StatusPageComponent> some(UUID account, Collection<UUID> ids) {
    return list("accountId = ?1 and id in ?2", account, ids);
  }

  static long countOf(UUID account, UUID page) {
    return count("accountId = ?1 and pageId = ?2", account, page);
  }

  /** The monitor is deleted; nobody says any more how these stand. */
  static void leave(AccountId account, UUID monitor) {
    update("monitorId = null where accountId = ?1 and monitorId = ?2", account.uuid(), monitor);
  }
}
