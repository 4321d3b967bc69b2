package dev.belfry.monitor.round;

import dev.belfry.monitor.LooksRecorded;
import dev.belfry.monitor.round.ClaimedMonitor.Seen;
import dev.belfry.platform.claim.Claims;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Writes looks that change no state: many accounts, one statement, one commit. */
@ApplicationScoped
class QuietLooks {
  private static final String SQL =
      """
      with free as materialized (
        select monitor_id from monitor_state where monitor_id = any (?) order by monitor_id for update skip locked)
      update monitor_state s set last_checked_at = v.at, verdict = v.verdict, latency_ms = v.latency, code = v.code,
        message = v.message, history = v.history, revision = s.revision + 1,
        due_at = v.due, holder = null, lease_until = null
      from unnest(?::uuid[], ?::bigint[], ?::timestamptz[], ?::text[], ?::int[], ?::text[], ?::text[], ?::bigint[],
        ?::timestamptz[])
        as v (id, revision, at, verdict, latency, code, message, history, due)
        join free on free.monitor_id = v.id
      where s.monitor_id = v.id and s.revision = v.revision and s.holder = ?
      returning s.monitor_id""";

  private final AgroalDataSource system;
  private final Claims claims;
  private final Event<LooksRecorded> events;

  QuietLooks(
      @DataSource("system") AgroalDataSource system, Claims claims, Event<LooksRecorded> events) {
    this.system = system;
    this.claims = claims;
    this.events = events;
  }

  /**
   * Answers the monitors for which it was written; for the others something else has happened
   * meanwhile, or somebody holds them: all accounts would wait for him.
   */
  Set<UUID> write(List<Seen> looks) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              Set<UUID> written = update(looks);
              events.fire(
                  new LooksRecorded(
                      looks.stream()
                          .filter(seen -> written.contains(seen.monitor().id().uuid()))
                          .map(Seen::recorded)
                          .toList()));
              return written;
            });
  }

  private Set<UUID> update(List<Seen> looks) throws SQLException {
    try (Connection connection = system.getConnection();
        PreparedStatement statement = connection.prepareStatement(SQL)) {
      Columns columns = new Columns(connection, looks);
      statement.setArray(1, columns.of("uuid", seen -> seen.monitor().id().uuid()));
      statement.setArray(2, columns.of("uuid", seen -> seen.monitor().id().uuid()));
      statement.setArray(3, columns.of("bigint", seen -> seen.monitor().revision()));
      statement.setArray(4, columns.of("timestamptz", seen -> seen.at().atOffset(ZoneOffset.UTC)));
      statement.setArray(5, columns.of("text", seen -> seen.look().verdict().name()));
      statement.setArray(6, columns.of("int", seen -> seen.look().latencyMs()));
      statement.setArray(7, columns.of("text", seen -> seen.look().code()));
      statement.setArray(8, columns.of("text", seen -> seen.look().message()));
      statement.setArray(9, columns.of("bigint", seen -> seen.after().history().bits()));
      statement.setArray(
          10, columns.of("timestamptz", seen -> seen.next().atOffset(ZoneOffset.UTC)));
      statement.setObject(11, claims.holder());
      Set<UUID> written = new HashSet<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          written.add(rows.getObject(1, UUID.class));
        }
      }
      return written;
    }
  }

  /** One value of every look as an array of PostgreSQL. */
  private record Columns(Connection connection, List<Seen> looks) {
    Array of(String type, Function<Seen, Object> value) throws SQLException {
      return connection.createArrayOf(type, looks.stream().map(value).toArray());
    }
  }
}
