package dev.belfry.incident;

import dev.belfry.monitor.MonitorId;
import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Query;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * That an incident concerns a monitor: an outage of it, which goes on or is over, or a person says
 * so.
 */
@Entity
@Table(name = "incident_monitor")
@IdClass(IncidentMonitor.Key.class)
class IncidentMonitor extends PanacheEntityBase {
  @Id UUID incidentId;
  @Id UUID monitorId;
  UUID accountId;
  Instant at;
  boolean outage;
  boolean down;

  record Key(UUID incidentId, UUID monitorId) {}

  private static final String PUT =
      """
      insert into incident_monitor (incident_id, monitor_id, account_id, at, outage, down) values (?2, ?3, ?1, ?4, ?5, ?5)
      on conflict (incident_id, monitor_id) do update set outage = incident_monitor.outage or excluded.outage,
        down = incident_monitor.down or excluded.down""";

  private static final String FIRST =
      """
      select incident_id, monitor_id from (select incident_id, monitor_id, at,
          row_number() over (partition by incident_id order by at, monitor_id) as n
        from incident_monitor where account_id = ?1 and incident_id in (?2)) listed
      where n <= ?3 order by at, monitor_id""";

  private static final String OF_OUTAGES =
      """
      select m.incident_id from incident_monitor m
      join incident i on i.account_id = m.account_id and i.id = m.incident_id
      where m.account_id = ?1 and m.monitor_id = ?2 and""";

  /** An outage of the monitor goes on in this incident. */
  static void fell(Incident incident, UUID monitor, Instant at) {
    put(incident, monitor, at, true);
  }

  /** A person says that it concerns the monitor. */
  static void named(Incident incident, UUID monitor, Instant at) {
    put(incident, monitor, at, false);
  }

  private static void put(Incident incident, UUID monitor, Instant at, boolean outage) {
    query(PUT, incident.accountId)
        .setParameter(2, incident.id)
        .setParameter(3, monitor)
        .setParameter(4, at)
        .setParameter(5, outage)
        .executeUpdate();
  }

  /** Answers whether an outage of it went on here until now. */
  static boolean rose(Incident incident, UUID monitor) {
    return update(
            "down = false where accountId = ?1 and incidentId = ?2 and monitorId = ?3 and down",
            incident.accountId,
            incident.id,
            monitor)
        > 0;
  }

  static void allRose(Incident incident) {
    update(
        "down = false where accountId = ?1 and incidentId = ?2 and down",
        incident.accountId,
        incident.id);
  }

  static boolean isDown(Incident incident, UUID monitor) {
    return count(
            "accountId = ?1 and incidentId = ?2 and monitorId = ?3 and down",
            incident.accountId,
            incident.id,
            monitor)
        > 0;
  }

  /** Those whose outages go on in it, by id. */
  static List<MonitorId> down(AccountId account, UUID incident) {
    return monitors("down and incidentId in ?2", account.uuid(), List.of(incident));
  }

  /** Those whose outages it is or was, by id. */
  static List<MonitorId> outages(AccountId account, Collection<UUID> incidents) {
    return monitors("outage and incidentId in ?2", account.uuid(), incidents);
  }

  /** All that one of them concerns, by id. */
  static List<MonitorId> ofAny(AccountId account, Collection<UUID> incidents) {
    return monitors("incidentId in ?2", account.uuid(), incidents);
  }

  private static List<MonitorId> monitors(
      String condition, UUID account, Collection<UUID> incidents) {
    return getEntityManager()
        .createQuery(
            "select distinct m.monitorId from IncidentMonitor m where m.accountId = ?1 and "
                + condition
                + " order by m.monitorId",
            UUID.class)
        .setParameter(1, account)
        .setParameter(2, incidents)
        .getResultStream()
        .map(MonitorId::new)
        .toList();
  }

  static long number(Incident incident) {
    return count("accountId = ?1 and incidentId = ?2", incident.accountId, incident.id);
  }

  /**
   * What each concerns, in the order in which it came.
   *
   * @param most of one incident
   */
  static Map<UUID, Set<MonitorId>> ofAll(UUID account, Collection<UUID> incidents, int most) {
    Map<UUID, Set<MonitorId>> found = new HashMap<>();
    if (!incidents.isEmpty()) {
      for (Object row :
          query(FIRST, account).setParameter(2, incidents).setParameter(3, most).getResultList()) {
        Object[] columns = (Object[]) row;
        found
            .computeIfAbsent((UUID) columns[0], id -> new LinkedHashSet<>())
            .add(new MonitorId((UUID) columns[1]));
      }
    }
    return found;
  }

  /** The open incident to which outages of the monitor belong; without a lock. */
  static Optional<UUID> holding(AccountId account, MonitorId monitor) {
    return first(
        OF_OUTAGES
            + " m.outage and i.resolved_at is null and i.merged_into is null order by m.down desc, m.at desc limit 1",
        account,
        monitor);
  }

  /** The incident of the outage that goes on, or of the last that was. */
  static Optional<UUID> latest(AccountId account, MonitorId monitor) {
    return first(
        OF_OUTAGES + " m.outage and i.merged_into is null order by m.down desc, m.at desc limit 1",
        account,
        monitor);
  }

  private static Optional<UUID> first(String sql, AccountId account, MonitorId monitor) {
    List<?> found =
        getEntityManager()
            .createNativeQuery(sql, UUID.class)
            .setParameter(1, account.uuid())
            .setParameter(2, monitor.uuid())
            .getResultList();
    return found.stream().map(UUID.class::cast).findFirst();
  }

  /** All that the one concerns, the other concerns too; what goes on, goes on there. */
  static void move(Incident from, Incident into, Instant at) {
    List<MonitorId> down = down(new AccountId(from.accountId), from.id);
    allRose(from);
    query(
            """
            insert into incident_monitor (incident_id, monitor_id, account_id, at, outage, down)
            select ?3, monitor_id, account_id, ?4, outage, false from incident_monitor where account_id = ?1 and incident_id = ?2
            on conflict (incident_id, monitor_id) do update set outage = incident_monitor.outage or excluded.outage""",
            from.accountId)
        .setParameter(2, from.id)
        .setParameter(3, into.id)
        .setParameter(4, at)
        .executeUpdate();
    down.forEach(monitor -> fell(into, monitor.uuid(), at));
  }

  static void leave(AccountId account, MonitorId monitor) {
    delete("accountId = ?1 and monitorId = ?2", account.uuid(), monitor.uuid());
  }

  static void leave(Incident incident, Collection<UUID> monitors) {
    if (!monitors.isEmpty()) {
      delete(
          "accountId = ?1 and incidentId = ?2 and monitorId in ?3",
          incident.accountId,
          incident.id,
          monitors);
    }
  }

  private static Query query(String sql, UUID account) {
    return getEntityManager().createNativeQuery(sql).setParameter(1, account);
  }
}
