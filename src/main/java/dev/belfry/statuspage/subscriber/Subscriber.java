package dev.belfry.statuspage.subscriber;

import dev.belfry.platform.event.AccountId;
import dev.belfry.statuspage.PageLanguage;
import dev.belfry.statuspage.StatusPageId;
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

@Entity
@Table(name = "statuspage_subscriber")
class Subscriber extends PanacheEntityBase {
  private static final String OF_PAGE = "accountId = ?1 and pageId = ?2";

  @Id UUID id;
  UUID accountId;
  UUID pageId;

  @Enumerated(EnumType.STRING)
  @JdbcTypeCode(SqlTypes.VARCHAR)
  SubscriberKind kind;

  String address;

  @JdbcTypeCode(SqlTypes.ARRAY)
  @Nullable List<UUID> components;

  @Enumerated(EnumType.STRING)
  @JdbcTypeCode(SqlTypes.VARCHAR)
  PageLanguage language;

  @Enumerated(EnumType.STRING)
  @JdbcTypeCode(SqlTypes.VARCHAR)
  SubscriberStatus status;

  byte @Nullable [] secret;
  Instant askedAt;
  @Nullable Instant confirmedAt;
  Instant createdAt;

  AccountId account() {
    return new AccountId(accountId);
  }

  static Optional<Subscriber> named(AccountId account, UUID id) {
    return find("accountId = ?1 and id = ?2", account.uuid(), id).firstResultOptional();
  }

  static Optional<Subscriber> locked(AccountId account, UUID page, UUID id) {
    return Subscriber.<Subscriber>find(OF_PAGE + " and id = ?3", account.uuid(), page, id)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResultOptional();
  }

  static Optional<UUID> idOf(AccountId account, UUID page, SubscriberKind kind, String address) {
    return find(
            "select id from Subscriber where " + OF_PAGE + same(kind),
            account.uuid(),
            page,
            address)
        .project(UUID.class)
        .firstResultOptional();
  }

  static boolean isConfirmed(AccountId account, UUID page, SubscriberKind kind, String address) {
    return count(OF_PAGE + same(kind) + " and status = CONFIRMED", account.uuid(), page, address)
        > 0;
  }

  /** Of mail addresses case does not matter. */
  private static String same(SubscriberKind kind) {
    return kind == SubscriberKind.EMAIL
        ? " and kind = EMAIL and lower(address) = lower(?3)"
        : " and kind = WEBHOOK and address = ?3";
  }

  /** Newest first. */
  static List<Subscriber> listed(
      AccountId account,
      StatusPageId page,
      @Nullable SubscriberStatus status,
      int index,
      int size) {
    return Subscriber.<Subscriber>find(
            OF_PAGE + " and (?3 is null or status = ?3) order by id desc",
            account.uuid(),
            page.uuid(),
            status)
        .page(index, size)
        .list();
  }

  static long number(AccountId account, UUID page, @Nullable SubscriberStatus status) {
    return count(OF_PAGE + " and (?3 is null or status = ?3)", account.uuid(), page, status);
  }

  /** One at a time subscribes to a page, until the transaction ends. */
  static void queue(UUID page) {
    Panache.getEntityManager()
        .createNativeQuery(
            "select 1 from pg_advisory_xact_lock(hashtextextended('subscribe:' || ?1, 0))")
        .setParameter(1, page.toString())
        .getResultList();
  }

  /** The next to be told, by id; who came later hears of what comes later. */
  static List<UUID> next(Announcement news, int most) {
    List<UUID> touched = Objects.requireNonNull(news.components);
    List<UUID> among = Objects.requireNonNullElse(news.among, List.of());
    List<UUID> spared = Objects.requireNonNullElse(news.spared, List.of());
    List<?> found =
        Panache.getEntityManager()
            .createNativeQuery(
                """
            select id from statuspage_subscriber
            where account_id = ?1 and page_id = ?2 and status = 'CONFIRMED' and confirmed_at <= ?4
              and (components is null or components && ?3) and (cast(?5 as uuid) is null or id > cast(?5 as uuid))
              and (cardinality(cast(?8 as uuid[])) = 0 or components is null or components && cast(?8 as uuid[])
                or confirmed_at > ?9)
              and (cardinality(cast(?7 as uuid[])) = 0 or (components is not null and not components && cast(?7 as uuid[])))
            order by id limit ?6""",
                UUID.class)
            .setParameter(1, news.accountId)
            .setParameter(2, news.pageId)
            .setParameter(3, touched.toArray(UUID[]::new))
            .setParameter(4, Objects.requireNonNullElse(news.confirmedBy, news.at))
            .setParameter(5, news.toldTo)
            .setParameter(6, most)
            .setParameter(7, spared.toArray(UUID[]::new))
            .setParameter(8, among.toArray(UUID[]::new))
            .setParameter(9, Objects.requireNonNullElse(news.knownBy, news.at))
            .getResultList();
    return found.stream().map(UUID.class::cast).toList();
  }
}
