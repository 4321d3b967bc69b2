package dev.belfry.notify;

import dev.belfry.notify.gate.Gate;
import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Query;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "notify_delivery")
class Delivery extends PanacheEntityBase {
  private static final String LEASED = "clock_timestamp() + :lease * interval '1 millisecond' ";
  private static final String RETURNING = " returning " + Claimed.COLUMNS;

  private static final String NEXT =
      """
      where id = (select id from notify_delivery
          where account_id = :account and endpoint_id = :endpoint and about = :about and status = 'PENDING'
          order by due_at nulls last, place limit 1)
        and due_at is null and status = 'PENDING'""";

  @Id UUID id;
  UUID accountId;
  String channel;
  UUID endpointId;
  UUID messageId;
  @Nullable UUID about;

  @Column(insertable = false, updatable = false)
  long place;

  boolean once;

  @Enumerated(EnumType.STRING)
  DeliveryStatus status;

  @Nullable String reason;
  int attempts;
  int tries;
  @Nullable Instant since;
  @Nullable Instant dueAt;
  @Nullable UUID holder;
  @Nullable Instant leaseUntil;
  @Nullable Integer lastStatus;
  @Nullable String lastError;
  Instant createdAt;
  @Nullable Instant doneAt;
  @Nullable UUID digestedInto;

  /** By its channel; outlives whatever the endpoint belonged to. */
  boolean forOutsiders;

  /**
   * One at a time deals with what tells of this thing, until the transaction ends. Before any row
   * is locked.
   */
  static void queue(UUID about) {
    Panache.getEntityManager()
        .createNativeQuery(
            "select 1 from pg_advisory_xact_lock(hashtextextended('notify:' || ?1, 0))")
        .setParameter(1, about.toString())
        .getResultList();
  }

  /** The endpoints to which something about this thing is still to be brought. */
  static Set<UUID> waitedFor(AccountId account, UUID about, Collection<UUID> endpoints) {
    return new HashSet<>(
        find(
                "select distinct endpointId from Delivery where accountId = ?1 and about = ?2"
                    + " and endpointId in ?3 and status = PENDING",
                account.uuid(),
                about,
                endpoints)
            .project(UUID.class)
            .list());
  }

  /** How many of a channel could leave, as far as they are counted. */
  static int due(AccountId account, String channel, Instant now, int most) {
    return find(
            "accountId = ?1 and channel = ?2 and status = PENDING and dueAt <= ?3",
            account.uuid(),
            channel,
            now)
        .page(0, most)
        .list()
        .size();
  }

  /** Lets the next about the same thing go, unless another is still under way. */
  static boolean letNextGo(Delivery done, Instant now) {
    return next("update notify_delivery t set due_at = :now " + NEXT, done, now).executeUpdate()
        > 0;
  }

  /** The same, but to the holder: nobody need claim it. */
  static Optional<Claimed> takeNext(Delivery done, Instant now, UUID holder, Duration lease) {
    String taking =
        "update notify_delivery t set due_at = :now, holder = :holder, lease_until = "
            + LEASED
            + NEXT
            + RETURNING;
    return claimed(
        next(taking, done, now)
            .setParameter("holder", holder)
            .setParameter("lease", lease.toMillis()));
  }

  private static Query next(String sql, Delivery done, Instant now) {
    return Panache.getEntityManager()
        .createNativeQuery(sql)
        .setParameter("account", done.accountId)
        .setParameter("endpoint", done.endpointId)
        .setParameter("about", done.about)
        .setParameter("now", now);
  }

  /** The same with a lease from now on, if it is still held. */
  static Optional<Claimed> renewed(Claimed claimed, Duration lease) {
    String renewing =
        "update notify_delivery t set lease_until = "
            + LEASED
            + """
            where account_id = :account and id = :id and status = 'PENDING' and holder = :holder
              and lease_until = :until"""
            + RETURNING;
    return claimed(
        Panache.getEntityManager()
            .createNativeQuery(renewing)
            .setParameter("account", claimed.account().uuid())
            .setParameter("id", claimed.id())
            .setParameter("holder", claimed.holder())
            .setParameter("until", claimed.leaseUntil())
            .setParameter("lease", lease.toMillis()));
  }

  private static Optional<Claimed> claimed(Query query) {
    return ((List<?>) query.getResultList())
        .stream().map(row -> Claimed.of((Object[]) row)).findFirst();
  }

  /** Without waiting for anybody. */
  static Optional<Delivery> seen(Claimed claimed) {
    return held(claimed, LockModeType.NONE);
  }

  /** And nobody else changes it before we are done. */
  static Optional<Delivery> stillHeld(Claimed claimed) {
    return held(claimed, LockModeType.PESSIMISTIC_WRITE);
  }

  private static Optional<Delivery> held(Claimed claimed, LockModeType lock) {
    return Delivery.<Delivery>find(
            "accountId = ?1 and id = ?2", claimed.account().uuid(), claimed.id())
        .withLock(lock)
        .firstResultOptional()
        .filter(
            delivery ->
                delivery.status == DeliveryStatus.PENDING
                    && Objects.equals(delivery.holder, claimed.holder())
                    && Objects.equals(delivery.leaseUntil, claimed.leaseUntil()));
  }

  /** In their order, and nobody else changes them before we are done. */
  static List<Delivery> locked(AccountId account, Collection<UUID> ids) {
    return Delivery.<Delivery>find(
            "accountId = ?1 and id in ?2 order by place", account.uuid(), ids)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .list();
  }

  /** Those under way are left alone: what comes of them is still written. */
  static void hold(AccountId account, UUID endpoint, String reason, Instant now) {
    Panache.getEntityManager()
        .createNativeQuery(
            """
            update notify_delivery set status = 'HELD', reason = ?3, due_at = null, holder = null,
              lease_until = null, done_at = ?4
            where account_id = ?1 and endpoint_id = ?2 and status = 'PENDING'
              and (lease_until is null or lease_until < clock_timestamp())""")
        .setParameter(1, account.uuid())
        .setParameter(2, endpoint)
        .setParameter(3, reason)
        .setParameter(4, now)
        .executeUpdate();
  }

  void attempted(Instant at, Outcome outcome, Backoff backoff, double draw) {
    attempts++;
    tries++;
    since = since == null ? at : since;
    lastStatus = outcome.status();
    lastError = outcome.error();
    Optional<Duration> delay =
        outcome.verdict() == Outcome.Verdict.FAILED && !once
            ? backoff.next(tries, Duration.between(since, at), outcome.retryAfter(), draw)
            : Optional.empty();
    if (delay.isPresent()) {
      again(at.plus(delay.get()));
    } else {
      end(
          outcome.verdict() == Outcome.Verdict.DELIVERED
              ? DeliveryStatus.DELIVERED
              : DeliveryStatus.FAILED,
          at);
    }
  }

  void again(Instant due) {
    reason = null;
    dueAt = due;
    holder = null;
    leaseUntil = null;
  }

  void held(String why, Instant now) {
    end(DeliveryStatus.HELD, now);
    reason = why;
  }

  /** Its endpoint has failed for as long as it lives. */
  void givenUp(Instant now) {
    end(DeliveryStatus.FAILED, now);
    reason = Gate.ENDPOINT_FAILING;
  }

  /** When it is too old to be tried; null when it was never to be tried yet. */
  @Nullable Instant giveUpAt() {
    return since == null ? null : since.plus(Gate.LIFE);
  }

  private void end(DeliveryStatus last, Instant now) {
    status = last;
    reason = null;
    doneAt = now;
    dueAt = null;
    holder = null;
    leaseUntil = null;
  }

  /**
   * To be sent again from the beginning.
   *
   * @param due null behind another about the same thing
   */
  void replay(@Nullable Instant due) {
    status = DeliveryStatus.PENDING;
    reason = null;
    tries = 0;
    since = null;
    dueAt = due;
    doneAt = null;
    digestedInto = null;
  }
}
