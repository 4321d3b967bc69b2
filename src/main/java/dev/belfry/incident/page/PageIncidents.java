package dev.belfry.incident.page;

import dev.belfry.incident.Impact;
import dev.belfry.incident.IncidentId;
import dev.belfry.incident.IncidentStatus;
import dev.belfry.monitor.MonitorId;
import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** For status pages: incidents of their monitors, whoever asks. */
@ApplicationScoped
@Transactional
public class PageIncidents {
  private static final int MOST = 500;

  private static final String FIND =
      """
      select id, title, status, impact, started_at, resolved_at, monitor_id from incident
      where account_id = ?1 and monitor_id in ?2 and started_at < ?4 and (resolved_at is null or resolved_at >= ?3)
      order by started_at desc, id desc""";

  private static final String UPDATES =
      "select incident_id, at, status, message from incident_update"
          + " where account_id = ?1 and incident_id in ?2 order by at desc, id desc";

  /** Those that were open at some time from an instant to another; the newest first. */
  public List<PageIncident> touching(
      AccountId account, Collection<MonitorId> monitors, Instant from, Instant until) {
    if (monitors.isEmpty()) {
      return List.of();
    }
    List<?> rows =
        Panache.getEntityManager()
            .createNativeQuery(FIND)
            .setParameter(1, account.uuid())
            .setParameter(2, monitors.stream().map(MonitorId::uuid).toList())
            .setParameter(3, from)
            .setParameter(4, until)
            .setMaxResults(MOST)
            .getResultList();
    List<Object[]> incidents = rows.stream().map(Object[].class::cast).toList();
    Map<UUID, List<PageUpdate>> updates =
        updates(account, incidents.stream().map(row -> (UUID) row[0]).toList());
    return incidents.stream()
        .map(
            row ->
                new PageIncident(
                    new IncidentId((UUID) row[0]),
                    (String) row[1],
                    IncidentStatus.valueOf((String) row[2]),
                    Impact.valueOf((String) row[3]),
                    java.util.Objects.requireNonNull(instant(row[4])),
                    instant(row[5]),
                    Set.of(new MonitorId((UUID) row[6])),
                    updates.getOrDefault((UUID) row[0], List.of())))
        .toList();
  }

  private static Map<UUID, List<PageUpdate>> updates(AccountId account, List<UUID> incidents) {
    Map<UUID, List<PageUpdate>> found = new HashMap<>();
    if (incidents.isEmpty()) {
      return found;
    }
    List<?> rows =
        Panache.getEntityManager()
            .createNativeQuery(UPDATES)
            .setParameter(1, account.uuid())
            .setParameter(2, incidents)
            .getResultList();
    for (Object one : rows) {
      Object[] row = (Object[]) one;
      found
          .computeIfAbsent((UUID) row[0], none -> new ArrayList<>())
          .add(
              new PageUpdate(
                  java.util.Objects.requireNonNull(instant(row[1])),
                  IncidentStatus.valueOf((String) row[2]),
                  (String) row[3]));
    }
    return found;
  }

  private static @org.jspecify.annotations.Nullable Instant instant(
      @org.jspecify.annotations.Nullable Object at) {
    return at instanceof java.time.OffsetDateTime time ? time.toInstant() : (Instant) at;
  }
}
