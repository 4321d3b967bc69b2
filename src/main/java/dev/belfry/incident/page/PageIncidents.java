package dev.belfry.incident.page;

import dev.belfry.incident.Impact;
import dev.belfry.incident.IncidentId;
import dev.belfry.incident.IncidentStatus;
import dev.belfry.monitor.MonitorId;
import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * For pages that outsiders see, in a transaction bound to the account: three statements, however
 * many monitors there are. The same for every reader.
 */
@ApplicationScoped
public class PageIncidents {
  private static final String UNTITLED = "Outage";

  private static final String TOUCHING =
      """
      select i.id, i.title, i.titled or i.origin = 'PERSON', i.status, i.impact, i.started_at, i.resolved_at,
        i.postmortem, i.postmortem_public, i.postmortem_at, i.component_ids
      from incident i
      where i.account_id = ?1 and i.published and i.merged_into is null and i.started_at < ?4
        and (i.resolved_at is null or i.resolved_at >= ?3)
        and (i.id in (select m.incident_id from incident_monitor m where m.account_id = ?1 and m.monitor_id = any (?2))
          or (i.component_ids <> '{}' and i.component_ids && ?5))
      order by i.started_at desc, i.id desc limit 500""";

  private static final String CONCERNED =
      """
      select coalesce(i.merged_into, i.id), i.id, m.monitor_id
      from incident i join incident_monitor m on m.account_id = i.account_id and m.incident_id = i.id
      where i.account_id = ?1 and (i.id = any (?3) or i.merged_into = any (?3)) and m.monitor_id = any (?2)
      order by m.at, m.monitor_id""";

  private static final String TOLD =
      """
      select u.incident_id, u.at, u.status, u.message, u.automatic
      from incident_update u
      where u.account_id = ?1 and u.incident_id = any (?2) and u.published and u.deleted_at is null
      order by u.at desc, u.id desc limit 5000""";

  /** Of what a page tells. */
  public record Asked(Set<MonitorId> monitors, Set<ComponentId> components) {}

  /**
   * Those that concern one of these monitors or components and went on at some time from the first
   * instant (inclusive) to the second (exclusive), newest first, at most 500.
   */
  public List<PageIncident> touching(AccountId account, Asked about, Instant from, Instant until) {
    if (about.monitors().isEmpty() && about.components().isEmpty()) {
      return List.of();
    }
    UUID[] asked = about.monitors().stream().map(MonitorId::uuid).distinct().toArray(UUID[]::new);
    UUID[] named =
        about.components().stream().map(ComponentId::uuid).distinct().toArray(UUID[]::new);
    List<Object[]> incidents = rows(TOUCHING, account, asked, from, until, named);
    if (incidents.isEmpty()) {
      return List.of();
    }
    UUID[] found = incidents.stream().map(row -> (UUID) row[0]).toArray(UUID[]::new);
    Map<UUID, Set<MonitorId>> concerned = new HashMap<>();
    Map<UUID, UUID> whole = new HashMap<>();
    for (UUID one : found) {
      // Also where no monitor says so.
      whole.put(one, one);
    }
    for (Object[] row : rows(CONCERNED, account, asked, found)) {
      concerned
          .computeIfAbsent((UUID) row[0], id -> new LinkedHashSet<>())
          .add(new MonitorId((UUID) row[2]));
      whole.put((UUID) row[1], (UUID) row[0]);
    }
    Map<UUID, List<PageUpdate>> told = told(account, whole);
    return incidents.stream()
        .map(
            row ->
                incident(
                    row,
                    new Asked(concerned.getOrDefault((UUID) row[0], Set.of()), named(row, about)),
                    told.getOrDefault((UUID) row[0], new ArrayList<>())))
        .toList();
  }

  private static Set<ComponentId> named(Object[] row, Asked about) {
    Set<ComponentId> named = new LinkedHashSet<>();
    for (UUID id : (UUID[]) row[10]) {
      ComponentId component = new ComponentId(id);
      if (about.components().contains(component)) {
        named.add(component);
      }
    }
    return named;
  }

  /** Of parts only what concerns the monitors that were asked about. */
  private static Map<UUID, List<PageUpdate>> told(AccountId account, Map<UUID, UUID> whole) {
    Set<UUID> all = new HashSet<>(whole.keySet());
    Map<UUID, List<PageUpdate>> told = new HashMap<>();
    for (Object[] row : rows(TOLD, account, (Object) all.toArray(UUID[]::new))) {
      UUID incident = (UUID) row[0];
      told.computeIfAbsent(whole.getOrDefault(incident, incident), id -> new ArrayList<>())
          .add(update(row));
    }
    told.values().forEach(Collections::reverse);
    return told;
  }

  /** What looks found may name hosts and addresses. */
  private static PageUpdate update(Object[] row) {
    IncidentStatus status = IncidentStatus.valueOf((String) row[2]);
    String message = (Boolean) row[4] ? neutral(status) : (String) row[3];
    return new PageUpdate((Instant) row[1], status, message);
  }

  private static String neutral(IncidentStatus status) {
    return switch (status) {
      case INVESTIGATING -> "We are looking into this.";
      case IDENTIFIED -> "The cause is known.";
      case MONITORING -> "It is mended; we go on watching.";
      case RESOLVED -> "This is resolved.";
    };
  }

  private static PageIncident incident(Object[] row, Asked concerned, List<PageUpdate> updates) {
    Instant resolved = (Instant) row[6];
    return new PageIncident(
        new IncidentId((UUID) row[0]),
        (Boolean) row[2] ? (String) row[1] : UNTITLED,
        IncidentStatus.valueOf((String) row[3]),
        Impact.valueOf((String) row[4]),
        (Instant) row[5],
        resolved,
        concerned.monitors(),
        concerned.components(),
        withPostmortem(row, resolved, updates));
  }

  private static List<PageUpdate> withPostmortem(
      Object[] row, @Nullable Instant resolved, List<PageUpdate> updates) {
    List<PageUpdate> all = new ArrayList<>(distinct(updates));
    if (resolved != null && row[7] != null && (Boolean) row[8]) {
      all.add(new PageUpdate((Instant) row[9], IncidentStatus.RESOLVED, (String) row[7]));
    }
    return List.copyOf(all);
  }

  /** Sentences that name nothing, and say the same one after the other, are said once. */
  private static List<PageUpdate> distinct(List<PageUpdate> updates) {
    List<PageUpdate> kept = new ArrayList<>();
    for (PageUpdate update : updates) {
      if (kept.isEmpty() || !kept.getLast().message().equals(update.message())) {
        kept.add(update);
      }
    }
    return kept;
  }

  private static List<Object[]> rows(String sql, AccountId account, Object... values) {
    var query = Panache.getEntityManager().createNativeQuery(sql).setParameter(1, account.uuid());
    for (int i = 0; i < values.length; i++) {
      query.setParameter(i + 2, values[i]);
    }
    List<?> found = query.getResultList();
    return found.stream().map(Object[].class::cast).toList();
  }
}
