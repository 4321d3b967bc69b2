package dev.belfry.monitor.listing;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.Synchronize;

/** A tag of a monitor, for lists of all that have it; triggers write it. */
@Entity
@Immutable
@Table(name = "monitor_tag")
@IdClass(MonitorTag.Key.class)
@Synchronize("monitor")
class MonitorTag {
  record Key(UUID accountId, String tag, UUID monitorId) {}

  @Id UUID accountId;
  @Id String tag;
  @Id UUID monitorId;
}
