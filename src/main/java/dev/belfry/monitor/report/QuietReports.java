package dev.belfry.monitor.report;

import dev.belfry.monitor.LookRecorded;
import dev.belfry.monitor.LooksRecorded;
import dev.belfry.monitor.MonitorId;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * Good reports of monitors that are UP and well. They become looks like any others, but of one
 * monitor not more than one in ten seconds, as often as the quickest monitor is looked at.
 */
@ApplicationScoped
public class QuietReports {
  private static final Duration APART = Duration.ofSeconds(10);

  /** UP with no look remembered that says otherwise, so that one more good one changes nothing. */
  private static final String IS_WELL =
      " and status = 'UP' and alarm = 'NONE' and not down and not degraded and not flapping and not overdue and history = 0";

  private static final String WELL =
      """
      select monitor_id, last_checked_at from monitor_state where monitor_id = any(?)"""
          + IS_WELL;

  /** Waits for nobody, since others lock the state before what our caller has locked. */
  private static final String UPDATE =
      """
      with free as (
        select monitor_id from monitor_state where monitor_id = any(?)"""
          + IS_WELL
          + """
         for update skip locked)
      update monitor_state s set last_checked_at = v.at, verdict = 'UP', latency_ms = v.latency, code = v.code,
        message = v.message, revision = s.revision + 1
      from unnest(?::uuid[], ?::timestamptz[], ?::int[], ?::text[], ?::text[]) as v (id, at, latency, code, message)
      join free on free.monitor_id = v.id
      where s.monitor_id = v.id
      returning s.monitor_id""";

  private final AgroalDataSource system;
  private final Event<LooksRecorded> events;

  QuietReports(@DataSource("system") AgroalDataSource system, Event<LooksRecorded> events) {
    this.system = system;
    this.events = events;
  }

  /**
   * Records good reports, one a monitor, in the caller's transaction of the system role.
   *
   * @return the monitors for which a good report changes nothing; those of the others have to be
   *     judged
   */
  public Set<MonitorId> record(List<LookRecorded> reports) throws SQLException {
    if (reports.isEmpty()) {
      return Set.of();
    }
    try (Connection connection = system.getConnection()) {
      Map<UUID, Instant> well = well(connection, reports);
      List<LookRecorded> due = reports.stream().filter(report -> isDue(report, well)).toList();
      Set<UUID> written = due.isEmpty() ? Set.of() : update(connection, due);
      events.fire(
          new LooksRecorded(
              due.stream().filter(report -> written.contains(report.monitor().uuid())).toList()));
      Set<MonitorId> quiet = new HashSet<>();
      well.keySet().forEach(id -> quiet.add(new MonitorId(id)));
      return quiet;
    }
  }

  private static boolean isDue(LookRecorded report, Map<UUID, Instant> well) {
    Instant last = well.get(report.monitor().uuid());
    return last != null && !report.look().at().isBefore(last.plus(APART));
  }

  private static Map<UUID, Instant> well(Connection connection, List<LookRecorded> reports)
      throws SQLException {
    Map<UUID, Instant> well = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(WELL)) {
      statement.setArray(1, column(connection, reports, "uuid", one -> one.monitor().uuid()));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          OffsetDateTime last = rows.getObject(2, OffsetDateTime.class);
          well.put(rows.getObject(1, UUID.class), last == null ? Instant.EPOCH : last.toInstant());
        }
      }
    }
    return well;
  }

  private static Set<UUID> update(Connection connection, List<LookRecorded> due)
      throws SQLException {
    Set<UUID> written = new HashSet<>();
    try (PreparedStatement statement = connection.prepareStatement(UPDATE)) {
      statement.setArray(1, column(connection, due, "uuid", one -> one.monitor().uuid()));
      statement.setArray(2, column(connection, due, "uuid", one -> one.monitor().uuid()));
      statement.setArray(
          3,
          column(connection, due, "timestamptz", one -> one.look().at().atOffset(ZoneOffset.UTC)));
      statement.setArray(4, column(connection, due, "int", one -> one.look().latencyMs()));
      statement.setArray(5, column(connection, due, "text", one -> one.look().code()));
      statement.setArray(6, column(connection, due, "text", one -> one.look().message()));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          written.add(rows.getObject(1, UUID.class));
        }
      }
    }
    return written;
  }

  private static Array column(
      Connection connection,
      List<LookRecorded> reports,
      String type,
      Function<LookRecorded, Object> value)
      throws SQLException {
    return connection.createArrayOf(type, reports.stream().map(value).toArray());
  }
}
