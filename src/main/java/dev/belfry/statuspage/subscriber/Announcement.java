package dev.belfry.statuspage.subscriber;

import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** On one page; gone when all have been told. */
@Entity
@Table(name = "statuspage_announcement")
class Announcement extends PanacheEntityBase {
  private static final String SAME = "accountId = ?1 and pageId = ?2 and subjectId = ?3";

  @Id UUID id;
  UUID accountId;
  UUID pageId;

  @Enumerated(EnumType.STRING)
  @JdbcTypeCode(SqlTypes.VARCHAR)
  Turn turn;

  UUID subjectId;
  Instant at;
  @Nullable UUID messageId;

  @JdbcTypeCode(SqlTypes.ARRAY)
  @Nullable List<UUID> components;

  /** Who came later was not told of it, and is not now; null for those who were there then. */
  @Nullable Instant confirmedBy;

  /** Whoever wants to hear of none of these is not told; null for everybody. */
  @JdbcTypeCode(SqlTypes.ARRAY)
  @Nullable List<UUID> among;

  /**
   * Whoever came later is told whether he wants to hear of one of those or not; null for nobody.
   */
  @Nullable Instant knownBy;

  /** Whoever wants to hear of one of these is not told. */
  @JdbcTypeCode(SqlTypes.ARRAY)
  @Nullable List<UUID> spared;

  @Nullable UUID toldTo;
  Instant dueAt;
  @Nullable UUID holder;
  @Nullable Instant leaseUntil;

  /**
   * On every page of the account that anybody listens to, in one statement; whether a page tells of
   * the subject is found out later, and not while somebody waits for what happened to be written.
   */
  static void add(AccountId account, Turn turn, UUID subject, Instant at, Instant now) {
    Panache.getEntityManager()
        .createNativeQuery(
            """
            insert into statuspage_announcement (id, account_id, page_id, turn, subject_id, at, due_at)
            select uuidv7(), p.account_id, p.id, ?2, ?3, ?4, ?5 from statuspage p
            where p.account_id = ?1 and exists (select from statuspage_subscriber s
              where s.account_id = p.account_id and s.page_id = p.id and s.status = 'CONFIRMED')""")
        .setParameter(1, account.uuid())
        .setParameter(2, turn.name())
        .setParameter(3, subject)
        .setParameter(4, at)
        .setParameter(5, now)
        .executeUpdate();
  }

  /** On every page that told of maintenance whose end nobody heard, in one statement. */
  static void addOfTold(AccountId account, Turn turn, Instant at, Instant now) {
    Panache.getEntityManager()
        .createNativeQuery(
            """
            insert into statuspage_announcement (id, account_id, page_id, turn, subject_id, at, due_at)
            select uuidv7(), account_id, page_id, ?2, window_id, ?3, ?4 from statuspage_told_window
            where account_id = ?1""")
        .setParameter(1, account.uuid())
        .setParameter(2, turn.name())
        .setParameter(3, at)
        .setParameter(4, now)
        .executeUpdate();
  }

  /** If it is still held as it was claimed; and nobody else changes it before we are done. */
  static Optional<Announcement> held(AccountId account, UUID id, UUID holder) {
    return Announcement.<Announcement>find("accountId = ?1 and id = ?2", account.uuid(), id)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResultOptional()
        .filter(one -> Objects.equals(one.holder, holder));
  }

  /** Whether something of the same subject is to be told before. */
  boolean isBehind() {
    return count(SAME + " and id < ?4", accountId, pageId, subjectId, id) > 0;
  }

  /**
   * Whether it is only asked what is news, and the same is asked again later: many monitors are
   * changed at once, and each is a reason to ask.
   */
  boolean isOvertaken() {
    if (messageId != null || !turn.asks()) {
      return false;
    }
    // Each change is followed by one of these, which are its own.
    int own = turn == Turn.MAINTENANCE_CHANGED ? 1 : 0;
    return count(
            SAME + " and id > ?4 and turn = MAINTENANCE_WIDENED", accountId, pageId, subjectId, id)
        > own;
  }

  void again(Instant due) {
    dueAt = due;
    holder = null;
    leaseUntil = null;
  }
}
