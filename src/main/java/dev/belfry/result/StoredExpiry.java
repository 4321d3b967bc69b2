package dev.belfry.result;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** Only read: many are written at once, with their looks. */
@Entity
@Immutable
@Table(name = "result_expiry")
class StoredExpiry {
  @Id UUID monitorId;
  UUID accountId;
  Instant expiresAt;
}
