package dev.belfry.incident;

import dev.belfry.platform.id.TypeId;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "incident_update")
class IncidentUpdate extends PanacheEntityBase {
  @Id UUID id;
  UUID accountId;
  UUID incidentId;
  Instant at;

  @Enumerated(EnumType.STRING)
  @JdbcTypeCode(SqlTypes.VARCHAR)
  IncidentStatus status;

  String message;
  @Nullable String author;

  /** Tells the state in which the incident is now. */
  static IncidentUpdate of(Incident incident, String message, @Nullable String author, Instant at) {
    IncidentUpdate update = new IncidentUpdate();
    update.id = TypeId.next();
    update.accountId = incident.accountId;
    update.incidentId = incident.id;
    update.at = at;
    update.status = incident.status;
    update.message = message;
    update.author = author;
    return update;
  }

  /** Oldest first, as a story is told. */
  static List<IncidentUpdate> ofAll(UUID account, Collection<UUID> incidents) {
    return incidents.isEmpty()
        ? List.of()
        : list("accountId = ?1 and incidentId in ?2 order by at, id", account, incidents);
  }
}
