package dev.belfry.monitor.listing;

import dev.belfry.monitor.MonitorStatus;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.Synchronize;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** So many monitors more or fewer; triggers write it. */
@Entity
@Immutable
@Table(name = "monitor_count")
@Synchronize({"monitor", "monitor_state"})
class MonitorCount {
  @Id long id;
  UUID accountId;
  @Nullable UUID categoryId;

  @Enumerated(EnumType.STRING)
  @JdbcTypeCode(SqlTypes.VARCHAR)
  MonitorStatus status;

  long number;
}
