package dev.belfry.alerting.summary;

import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Of a member; its id is his. */
@Entity
@Table(name = "alerting_summary")
class Summary extends PanacheEntityBase {
  @Id UUID id;
  UUID accountId;
  short weekday;
  short hour;
  String timeZone;
  Instant dueAt;
  @Nullable UUID holder;
  @Nullable Instant leaseUntil;
  Instant createdAt;
  Instant updatedAt;

  static Optional<Summary> of(AccountId account, UUID member, LockModeType lock) {
    return find("accountId = ?1 and id = ?2", account.uuid(), member)
        .withLock(lock)
        .firstResultOptional();
  }

  SummaryPlan plan() {
    return new SummaryPlan(DayOfWeek.of(weekday), hour, ZoneId.of(timeZone));
  }

  void next(Instant now) {
    dueAt = plan().after(now);
    holder = null;
    leaseUntil = null;
  }
}
