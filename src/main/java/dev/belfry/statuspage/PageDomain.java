package dev.belfry.statuspage;

import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The domain that a page claims, and what is known of the proof. */
@Entity
@Table(name = "statuspage_domain")
class PageDomain extends PanacheEntityBase {
  @Id UUID pageId;
  UUID accountId;
  String name;
  Instant claimedAt;
  @Nullable Instant provenAt;
  @Nullable Instant checkedAt;
  @Nullable String error;
  @Nullable Instant askedAt;
  int tries;
  @Nullable Instant dueAt;
  @Nullable UUID holder;
  @Nullable Instant leaseUntil;

  static Optional<PageDomain> of(AccountId account, UUID page) {
    return find("accountId = ?1 and pageId = ?2", account.uuid(), page).firstResultOptional();
  }

  static List<PageDomain> ofAll(AccountId account, Collection<UUID> pages) {
    return pages.isEmpty()
        ? List.of()
        : list("accountId = ?1 and pageId in ?2", account.uuid(), pages);
  }

  /** All of it anew: what was proven of another name says nothing of this one. */
  void claim(String wanted, Instant now) {
    name = wanted;
    claimedAt = now;
    provenAt = null;
    checkedAt = null;
    error = null;
    askedAt = null;
    tries = 0;
    again(now);
  }

  void prove(Instant now) {
    provenAt = now;
    error = null;
    again(null);
  }

  /** Null: nobody looks by himself any more. */
  void again(@Nullable Instant due) {
    dueAt = due;
    holder = null;
    leaseUntil = null;
  }
}
