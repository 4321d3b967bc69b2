package dev.belfry.monitor.listing;

import dev.belfry.monitor.MonitorStatus;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.Synchronize;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A monitor as lists find it; triggers write it. */
@Entity
@Immutable
@Table(name = "monitor_listing")
@Synchronize({"monitor", "monitor_state"})
class Listing {
  @Id UUID monitorId;
  UUID accountId;
  @Nullable UUID categoryId;
  String kind;
  String nameKey;
  String search;

  Instant createdAt;

  @Enumerated(EnumType.STRING)
  @JdbcTypeCode(SqlTypes.VARCHAR)
  MonitorStatus status;

  boolean flapping;
  boolean overdue;
  boolean suppressed;
}
