package dev.belfry.notify.gate;

import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.persistence.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Deliveries that wait at the gate; by their rows, which are passed where somebody holds them. */
final class Waiting {
  /** So many are let go at once. */
  static final int AT_ONCE = 10_000;

  private static final String OF_ENDPOINT =
      "account_id = :account and endpoint_id = :endpoint and status = 'PENDING' ";
  private static final String PARKED = OF_ENDPOINT + "and reason = 'endpoint_failing' ";
  private static final String FREE =
      "and (lease_until is null or lease_until < clock_timestamp()) ";
  private static final String SKIP = " for update skip locked))";
  private static final String MINE =
      "where account_id = :account and id = :id and status = 'PENDING' and holder = :holder and lease_until = :lease";

  private Waiting() {}

  /** It waits for the endpoint, and is due when it is given up. */
  static void park(Parcel parcel, Instant now, Duration life) {
    mine(
            "update notify_delivery set reason = 'endpoint_failing', since = coalesce(since, :now),"
                + " due_at = coalesce(since, :now) + :life * interval '1 second', holder = null, lease_until = null "
                + MINE,
            parcel)
        .setParameter("now", now)
        .setParameter("life", life.toSeconds())
        .executeUpdate();
  }

  /** It waits for that moment. */
  static void defer(Parcel parcel, Instant until, String reason) {
    mine(
            "update notify_delivery set reason = :reason, due_at = :until, holder = null, lease_until = null "
                + MINE,
            parcel)
        .setParameter("until", until)
        .setParameter("reason", reason)
        .executeUpdate();
  }

  /** All that is due and was never tried waits for the endpoint. */
  static void parkAll(UUID account, UUID endpoint, Instant now, Duration life) {
    of(
            "update notify_delivery set reason = 'endpoint_failing', since = coalesce(since, :now),"
                + " due_at = coalesce(since, :now) + :life * interval '1 second'"
                + " where ctid = any (array(select ctid from notify_delivery where "
                + OF_ENDPOINT
                + "and due_at <= :now and tries = 0 and reason is null and not once "
                + FREE
                + SKIP,
            account,
            endpoint)
        .setParameter("now", now)
        .setParameter("life", life.toSeconds())
        .executeUpdate();
  }

  /** The first of those that wait for the endpoint is due then. */
  static void bringOne(UUID account, UUID endpoint, Instant due) {
    of(
            "update notify_delivery set due_at = :due where ctid = any (array(select ctid from notify_delivery where "
                + PARKED
                + FREE
                + "order by due_at, id limit 1"
                + SKIP,
            account,
            endpoint)
        .setParameter("due", due)
        .executeUpdate();
  }

  /** The same, where none of them is due by then. */
  static void bringOneUnlessSooner(UUID account, UUID endpoint, Instant due) {
    boolean sooner =
        !of(
                "select 1 from notify_delivery where " + PARKED + "and due_at <= :due limit 1",
                account,
                endpoint)
            .setParameter("due", due)
            .getResultList()
            .isEmpty();
    if (!sooner) {
      bringOne(account, endpoint, due);
    }
  }

  /**
   * What waits for the endpoint goes now, first come first, and what was tried in vain too.
   *
   * @return whether more are left
   */
  static boolean bringAll(UUID account, UUID endpoint, Instant now) {
    of(
            "update notify_delivery set due_at = :now where ctid = any (array(select ctid from notify_delivery where "
                + OF_ENDPOINT
                + "and reason is null and tries > 0 and not once and due_at > :now "
                + FREE
                + SKIP,
            account,
            endpoint)
        .setParameter("now", now)
        .executeUpdate();
    int brought =
        of(
                "update notify_delivery set due_at = :now, reason = null where ctid = any (array("
                    + "select ctid from notify_delivery where "
                    + PARKED
                    + FREE
                    + "order by due_at, id limit :most"
                    + SKIP,
                account,
                endpoint)
            .setParameter("now", now)
            .setParameter("most", AT_ONCE)
            .executeUpdate();
    return brought == AT_ONCE;
  }

  /** How many are due, as far as they are counted. */
  static int due(UUID account, UUID endpoint, Instant now, int most) {
    return of(
            "select 1 from notify_delivery where "
                + OF_ENDPOINT
                + "and due_at <= :now limit "
                + most,
            account,
            endpoint)
        .setParameter("now", now)
        .getResultList()
        .size();
  }

  /** What waits for a rate or a digest goes now, and is paced anew. */
  static void bringPaced(UUID account, UUID endpoint, Instant now) {
    of(
            "update notify_delivery set due_at = :now, reason = null where ctid = any (array(select ctid from notify_delivery where "
                + OF_ENDPOINT
                + "and reason in ('rate_limited', 'digest') "
                + FREE
                + SKIP,
            account,
            endpoint)
        .setParameter("now", now)
        .executeUpdate();
  }

  private static Query of(String sql, UUID account, UUID endpoint) {
    return Panache.getEntityManager()
        .createNativeQuery(sql)
        .setParameter("account", account)
        .setParameter("endpoint", endpoint);
  }

  private static Query mine(String sql, Parcel parcel) {
    return Panache.getEntityManager()
        .createNativeQuery(sql)
        .setParameter("account", parcel.account().uuid())
        .setParameter("id", parcel.delivery())
        .setParameter("holder", parcel.holder())
        .setParameter("lease", parcel.leaseUntil());
  }
}
