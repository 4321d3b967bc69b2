package dev.belfry.result;

import dev.belfry.monitor.LookRecorded;
import dev.belfry.monitor.LooksRecorded;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes looks in the transaction in which the monitor's state is written. The hour of each is held
 * open until that transaction ends, so that nobody sums it up before; in an hour that is over
 * already it says that it has to be summed again.
 */
@ApplicationScoped
class LookWriter {
  /** Two statements, so that the second sees what was there when the lock was got. */
  private static final String SQL =
      """
      select pg_advisory_xact_lock_shared(%d, hour) from unnest(?::int[]) hour;
      with looks as (
        insert into result_look (monitor_id, account_id, at, latency_ms, n, verdict, phases, said)
        select monitor, account, at, latency, n, verdict, decode(phases, 'hex'), said
        from unnest(?::uuid[], ?::uuid[], ?::timestamptz[], ?::int[], ?::smallint[], ?::"char"[], ?::text[], ?::text[])
          as v (monitor, account, at, latency, n, verdict, phases, said)
        returning monitor_id, account_id, at)
      insert into result_due (monitor_id, account_id, at)
      select distinct l.monitor_id, l.account_id, date_bin('1 hour', l.at, 'epoch')
      from looks l join result_watermark w on l.at < w.closed_to and l.at >= w.closed_to - interval '96 hours'
      order by 1, 3
      on conflict (monitor_id, at, of_day) do update set at = excluded.at"""
          .formatted(Hours.LOCK);

  private static final String ENDS =
      """
      insert into result_expiry as e (monitor_id, account_id, expires_at)
      select * from unnest(?::uuid[], ?::uuid[], ?::timestamptz[])
      on conflict (monitor_id) do update set expires_at = excluded.expires_at
      where e.expires_at <> excluded.expires_at""";

  private final AgroalDataSource app;
  private final AgroalDataSource system;

  LookWriter(AgroalDataSource app, @DataSource("system") AgroalDataSource system) {
    this.app = app;
    this.system = system;
  }

  void hear(@Observes LookRecorded event) throws SQLException {
    write(app, List.of(event));
  }

  void hear(@Observes LooksRecorded event) throws SQLException {
    if (!event.looks().isEmpty()) {
      write(system, event.looks());
    }
  }

  private static void write(AgroalDataSource source, List<LookRecorded> looks) throws SQLException {
    try (Connection connection = source.getConnection()) {
      insert(connection, looks);
      List<LookRecorded> ending =
          looks.stream().filter(look -> look.look().expiresAt() != null).toList();
      if (!ending.isEmpty()) {
        noteEnds(connection, ending);
      }
    }
  }

  private static void insert(Connection connection, List<LookRecorded> looks) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SQL)) {
      Columns columns = new Columns(connection, looks);
      Object[] hours =
          looks.stream().map(look -> Hours.number(look.look().at())).distinct().sorted().toArray();
      statement.setArray(1, connection.createArrayOf("int4", hours));
      statement.setArray(2, columns.of("uuid", look -> look.monitor().uuid()));
      statement.setArray(3, columns.of("uuid", look -> look.account().uuid()));
      statement.setArray(
          4, columns.of("timestamptz", look -> look.look().at().atOffset(ZoneOffset.UTC)));
      statement.setArray(5, columns.of("int4", look -> look.look().latencyMs()));
      statement.setArray(6, columns.of("int2", look -> LookBytes.next()));
      statement.setArray(7, columns.of("text", look -> LookBytes.letter(look.look().status())));
      // The driver sends no array of bytea within an array of anything.
      statement.setArray(8, columns.of("text", LookWriter::phases));
      statement.setArray(9, columns.of("text", look -> LookBytes.said(look.look())));
      statement.execute();
    }
  }

  private static @Nullable String phases(LookRecorded look) {
    byte[] packed = LookBytes.pack(look.look().phases(), look.look().latencyMs());
    return packed == null ? null : HexFormat.of().formatHex(packed);
  }

  /** In the order of their ids: two that note the same ends do not wait for each other. */
  private static void noteEnds(Connection connection, List<LookRecorded> looks)
      throws SQLException {
    List<LookRecorded> sorted =
        looks.stream()
            .sorted(java.util.Comparator.comparing(look -> look.monitor().uuid()))
            .toList();
    try (PreparedStatement statement = connection.prepareStatement(ENDS)) {
      Columns columns = new Columns(connection, sorted);
      statement.setArray(1, columns.of("uuid", look -> look.monitor().uuid()));
      statement.setArray(2, columns.of("uuid", look -> look.account().uuid()));
      statement.setArray(
          3,
          columns.of(
              "timestamptz",
              look -> {
                var end = look.look().expiresAt();
                return end == null ? null : end.atOffset(ZoneOffset.UTC);
              }));
      statement.executeUpdate();
    }
  }

  /** One value of every look as an array of PostgreSQL. */
  private record Columns(Connection connection, List<LookRecorded> looks) {
    Array of(String type, Function<LookRecorded, @Nullable Object> value) throws SQLException {
      return connection.createArrayOf(type, looks.stream().map(value).toArray());
    }
  }
}
