package dev.belfry.incident;

import dev.belfry.platform.id.TypeId;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
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
  @Nullable UUID authorId;

  /** Of which it tells by name, though it lies elsewhere: only for who may see that. */
  @Nullable UUID monitorId;

  boolean automatic;
  boolean published;
  @Nullable Instant editedAt;
  @Nullable Instant deletedAt;

  /**
   * What is said.
   *
   * @param author null for Belfry itself
   * @param automatic whether nobody wrote the message
   * @param published whether status pages may tell it
   * @param about a monitor that must be seen for this to be read
   */
  record Said(
      String message,
      @Nullable String author,
      @Nullable UUID authorId,
      boolean automatic,
      boolean published,
      @Nullable UUID about) {
    /** By Belfry itself. */
    static Said automatic(String message) {
      return new Said(message, null, null, true, true, null);
    }

    /** A message that stands for what somebody did. */
    static Said done(String message, @Nullable String author) {
      return new Said(message, author, null, true, true, null);
    }

    Said about(UUID monitor) {
      return new Said(message, author, authorId, automatic, published, monitor);
    }
  }

  /** Tells the state in which the incident is now. */
  static IncidentUpdate of(Incident incident, Said said, Instant at) {
    IncidentUpdate update = new IncidentUpdate();
    update.id = TypeId.next();
    update.accountId = incident.accountId;
    update.incidentId = incident.id;
    update.at = at;
    update.status = incident.status;
    update.message = said.message();
    update.author = said.author();
    update.authorId = said.authorId();
    update.automatic = said.automatic();
    update.published = said.published();
    update.monitorId = said.about();
    return update;
  }

  static Optional<IncidentUpdate> locked(Incident incident, UpdateId id) {
    return find(
            "accountId = ?1 and incidentId = ?2 and id = ?3",
            incident.accountId,
            incident.id,
            id.uuid())
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResultOptional();
  }

  static long number(Incident incident) {
    return count("accountId = ?1 and incidentId = ?2", incident.accountId, incident.id);
  }

  /** Oldest first, as a story is told. */
  static List<IncidentUpdate> ofAll(UUID account, Collection<UUID> incidents) {
    return incidents.isEmpty()
        ? List.of()
        : list("accountId = ?1 and incidentId in ?2 order by at, id", account, incidents);
  }
}
