package dev.belfry.maintenance;

import dev.belfry.maintenance.schedule.Occurrence;
import dev.belfry.monitor.MonitorId;
import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.Panache;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Occurrences that have begun, with the monitors that they covered then. */
final class MaintenanceHistory {
  /** Longer than any page shows. */
  private static final Duration KEPT = Duration.ofDays(400);

  private static final int MOST = 500;

  private static final String TOUCHING =
      """
      select o.window_id, o.starts_at, o.ends_at, array(
        select m from unnest(o.monitor_ids) m where m = any (?2))
      from maintenance_occurrence o join maintenance_window w on w.account_id = o.account_id and w.id = o.window_id
      where o.account_id = ?1 and not w.deleted and o.monitor_ids && ?2
        and o.starts_at < cast(?4 as timestamptz) and o.ends_at > cast(?3 as timestamptz)
      order by o.starts_at desc limit ?5""";

  private MaintenanceHistory() {}

  /** What was. */
  record Was(UUID window, Occurrence occurrence, Set<MonitorId> monitors) {}

  static void began(MaintenanceWindow window, Occurrence one, Collection<MonitorId> monitors) {
    var manager = Panache.getEntityManager();
    manager
        .createNativeQuery(
            "delete from maintenance_occurrence where account_id = ?1 and window_id = ?2 and ends_at < ?3")
        .setParameter(1, window.accountId)
        .setParameter(2, window.id)
        .setParameter(3, one.from().minus(KEPT))
        .executeUpdate();
    manager
        .createNativeQuery(
            """
            insert into maintenance_occurrence (account_id, window_id, starts_at, ends_at, monitor_ids)
            values (?1, ?2, ?3, ?4, ?5)
            on conflict (account_id, window_id, starts_at) do update set ends_at = excluded.ends_at, monitor_ids = excluded.monitor_ids""")
        .setParameter(1, window.accountId)
        .setParameter(2, window.id)
        .setParameter(3, one.from())
        .setParameter(4, one.until())
        .setParameter(5, monitors.stream().map(MonitorId::uuid).toArray(UUID[]::new))
        .executeUpdate();
  }

  /** It ends at another moment than was planned. */
  static void ends(MaintenanceWindow window, Instant from, Instant until) {
    Panache.getEntityManager()
        .createNativeQuery(
            "update maintenance_occurrence set ends_at = ?4 where account_id = ?1 and window_id = ?2 and starts_at = ?3")
        .setParameter(1, window.accountId)
        .setParameter(2, window.id)
        .setParameter(3, from)
        .setParameter(4, until)
        .executeUpdate();
  }

  static List<Was> touching(
      AccountId account, Collection<MonitorId> monitors, Instant from, Instant until) {
    List<?> rows =
        Panache.getEntityManager()
            .createNativeQuery(TOUCHING, Object[].class)
            .setParameter(1, account.uuid())
            .setParameter(2, monitors.stream().map(MonitorId::uuid).toArray(UUID[]::new))
            .setParameter(3, from)
            .setParameter(4, until)
            .setParameter(5, MOST)
            .getResultList();
    return rows.stream().map(Object[].class::cast).map(MaintenanceHistory::was).toList();
  }

  private static Was was(Object[] row) {
    return new Was(
        (UUID) row[0],
        new Occurrence(instant(row[1]), instant(row[2])),
        Arrays.stream((UUID[]) row[3]).map(MonitorId::new).collect(Collectors.toSet()));
  }

  private static Instant instant(@Nullable Object value) {
    return value instanceof OffsetDateTime time
        ? time.toInstant()
        : (Instant) java.util.Objects.requireNonNull(value);
  }
}
