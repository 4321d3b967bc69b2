package dev.belfry.incident.grouping;

import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** What the open incidents are about. In the caller's transaction. */
public final class GroupKeys {
  private static final String LOCK =
      "select 1 from (select pg_advisory_xact_lock(hashtextextended(?1, 0))) held";

  private GroupKeys() {}

  /**
   * Of two outages that could be one incident, the second waits here for the first to have opened
   * it. After the state of a monitor is locked, and before an incident is.
   */
  public static void lock(AccountId account) {
    query(LOCK).setParameter(1, "incident_grouping/" + account.uuid()).getResultList();
  }

  /**
   * The open incidents that share a key with an outage, oldest first.
   *
   * @param since the earliest last outage
   */
  public static List<UUID> open(AccountId account, Collection<String> keys, Instant since) {
    List<?> found =
        Panache.getEntityManager()
            .createNativeQuery(
                """
                select i.id from incident i
                where i.account_id = ?1 and i.resolved_at is null and i.merged_into is null and i.outage_at >= ?3
                and i.id in (select k.incident_id from incident_key k where k.account_id = ?1 and k.key in (?2))
                order by i.started_at, i.id limit 5""",
                UUID.class)
            .setParameter(1, account.uuid())
            .setParameter(2, keys)
            .setParameter(3, since)
            .getResultList();
    return found.stream().map(UUID.class::cast).toList();
  }

  /** The incident is about these too. */
  public static void add(AccountId account, UUID incident, Collection<String> keys) {
    for (String key : keys) {
      query(
              "insert into incident_key (account_id, incident_id, key) values (?1, ?2, ?3) on conflict do nothing")
          .setParameter(1, account.uuid())
          .setParameter(2, incident)
          .setParameter(3, key)
          .executeUpdate();
    }
  }

  /** What one was about the other is about now. */
  public static void move(AccountId account, UUID from, UUID into) {
    query(
            """
            insert into incident_key (account_id, incident_id, key)
            select account_id, ?3, key from incident_key where account_id = ?1 and incident_id = ?2 on conflict do nothing""")
        .setParameter(1, account.uuid())
        .setParameter(2, from)
        .setParameter(3, into)
        .executeUpdate();
    forget(account, from);
  }

  /** Nothing joins it any more. */
  public static void forget(AccountId account, UUID incident) {
    query("delete from incident_key where account_id = ?1 and incident_id = ?2")
        .setParameter(1, account.uuid())
        .setParameter(2, incident)
        .executeUpdate();
  }

  private static Query query(String sql) {
    return Panache.getEntityManager().createNativeQuery(sql);
  }
}
