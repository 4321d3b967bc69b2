package dev.belfry.heartbeat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belfry.check.Look;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of heartbeats, their pings and their runs, as a batch reads and writes them. */
@ApplicationScoped
class BeatStore {
  /**
   * No statement of a batch takes longer, so that it ends while those who asked still wait. What
   * somebody else holds is left out, so that nobody waits for the heartbeat of another.
   */
  private static final String BOUND_AND_LOCK =
      """
      select set_config('lock_timeout', '2s', true), set_config('statement_timeout', '5s', true);
      select monitor_id, account_id, token, definition, enabled, pings, pending, last_ping_at, last_kind, expected_at,
        missed_since, open_runs
      from heartbeat where token = any(?) or monitor_id = any(?) order by monitor_id
      for update skip locked""";

  private static final String THERE =
      "select monitor_id, token from heartbeat where token = any(?) or monitor_id = any(?)";

  private static final String OPEN_RUNS =
      """
      select monitor_id, id, run, started_at from heartbeat_run
      where monitor_id = any(?) and account_id = any(?) and status = 'running' order by started_at""";

  private static final String INSERT =
      """
      insert into heartbeat_ping (account_id, monitor_id, n, at, kind, exit_status, run, duration_ms, late_seconds,
        verdict, code, report, unjudged, message, metrics, method, address, user_agent, host, env, body, body_bytes)
      select account, monitor, n, %s, kind, exit_status, run, duration, late, verdict, code, report, unjudged, message,
        metrics::jsonb, method, address, user_agent, host, env, body, body_bytes
      from unnest(?::uuid[], ?::uuid[], ?::bigint[], ?::bigint[], ?::text[], ?::smallint[], ?::text[], ?::bigint[],
        ?::bigint[], ?::text[], ?::text[], ?::text[], ?::boolean[], ?::text[], ?::text[], ?::text[], ?::text[],
        ?::text[], ?::text[], ?::text[], ?::text[], ?::int[])
        as v (account, monitor, n, at, kind, exit_status, run, duration, late, verdict, code, report, unjudged, message,
          metrics, method, address, user_agent, host, env, body, body_bytes)"""
          .formatted(Columns.time("at"));

  private static final String RUNS =
      """
      insert into heartbeat_run (account_id, monitor_id, id, run, started_at, ended_at, status, exit_status, duration_ms)
      select account, monitor, id, run, %s, %s, status, exit_status, duration
      from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::bigint[], ?::bigint[], ?::text[], ?::smallint[],
        ?::bigint[]) as v (account, monitor, id, run, started, ended, status, exit_status, duration)
      on conflict (account_id, monitor_id, id) do update
        set ended_at = excluded.ended_at, status = excluded.status, exit_status = excluded.exit_status,
          duration_ms = excluded.duration_ms"""
          .formatted(Columns.time("started"), Columns.time("ended"));

  private static final String UPDATE =
      """
      update heartbeat h set pings = v.pings, last_ping_at = %s, last_kind = v.kind, expected_at = %s,
        missed_since = %s, open_runs = v.runs, pending = v.pending, due_at = least(h.due_at, %s)
      from unnest(?::uuid[], ?::bigint[], ?::bigint[], ?::text[], ?::bigint[], ?::bigint[], ?::int[],
        ?::boolean[], ?::bigint[]) as v (id, pings, last_ping, kind, expected, missed, runs, pending, due)
      where h.monitor_id = v.id"""
          .formatted(
              Columns.time("v.last_ping"),
              Columns.time("v.expected"),
              Columns.time("v.missed"),
              Columns.time("v.due"));

  private final Plans plans;
  private final ObjectMapper mapper;

  BeatStore(Plans plans, ObjectMapper mapper) {
    this.plans = plans;
    this.mapper = mapper;
  }

  /** The ids and tokens of the heartbeats that these pings are for, whoever holds them. */
  Set<UUID> there(Connection connection, List<Signal> signals) throws SQLException {
    Set<UUID> there = new HashSet<>();
    try (PreparedStatement statement = connection.prepareStatement(THERE)) {
      address(connection, statement, signals);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          there.add(row.getObject("monitor_id", UUID.class));
          Optional.ofNullable(row.getObject("token", UUID.class)).ifPresent(there::add);
        }
      }
    }
    return there;
  }

  private static void address(
      Connection connection, PreparedStatement statement, List<Signal> signals)
      throws SQLException {
    statement.setArray(1, Columns.ids(connection, distinct(signals, Signal::token)));
    statement.setArray(2, Columns.ids(connection, distinct(signals, Signal::monitor)));
  }

  /**
   * The heartbeats that these pings are for, locked, but for those that somebody else holds. Comes
   * first in its transaction.
   */
  List<Beat> lock(Connection connection, List<Signal> signals) throws SQLException {
    List<Beat.Row> rows = new ArrayList<>();
    List<Beat.Row> running = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(BOUND_AND_LOCK)) {
      address(connection, statement, signals);
      statement.execute();
      statement.getMoreResults();
      try (ResultSet row = statement.getResultSet()) {
        while (row.next()) {
          rows.add(row(row));
          if (row.getInt("open_runs") > 0) {
            running.add(rows.getLast());
          }
        }
      }
    }
    Map<UUID, List<Runs.Run>> open = open(connection, running);
    return rows.stream()
        .map(row -> new Beat(row, new Runs(open.getOrDefault(row.monitor(), List.of()))))
        .toList();
  }

  private static List<UUID> distinct(
      List<Signal> signals, Function<Signal, @Nullable UUID> address) {
    return signals.stream().map(address).filter(Objects::nonNull).distinct().toList();
  }

  private Beat.Row row(ResultSet row) throws SQLException {
    return new Beat.Row(
        row.getObject("monitor_id", UUID.class),
        row.getObject("account_id", UUID.class),
        row.getObject("token", UUID.class),
        row.getBoolean("enabled"),
        row.getLong("pings"),
        row.getBoolean("pending"),
        new Pulse(
            Columns.time(row, "last_ping_at"),
            Columns.time(row, "expected_at"),
            Columns.time(row, "missed_since")),
        row.getString("last_kind"),
        plans.of(row.getString("definition")));
  }

  private static Map<UUID, List<Runs.Run>> open(Connection connection, List<Beat.Row> running)
      throws SQLException {
    Map<UUID, List<Runs.Run>> open = new HashMap<>();
    if (running.isEmpty()) {
      return open;
    }
    try (PreparedStatement statement = connection.prepareStatement(OPEN_RUNS)) {
      statement.setArray(
          1, Columns.ids(connection, running.stream().map(Beat.Row::monitor).toList()));
      statement.setArray(
          2, Columns.ids(connection, running.stream().map(Beat.Row::account).distinct().toList()));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          open.computeIfAbsent(row.getObject("monitor_id", UUID.class), id -> new ArrayList<>())
              .add(
                  new Runs.Run(
                      row.getObject("id", UUID.class),
                      row.getString("run"),
                      Objects.requireNonNull(Columns.time(row, "started_at")),
                      null,
                      Runs.Status.RUNNING,
                      null));
        }
      }
    }
    return open;
  }

  /**
   * @param judged the pings that somebody has still to judge
   */
  void write(
      Connection connection,
      Collection<Beat> beats,
      List<Beat.Ping> pings,
      Set<Beat.Ping> judged,
      Instant now)
      throws SQLException {
    insert(connection, pings, judged);
    runs(connection, beats);
    try (PreparedStatement statement = connection.prepareStatement(UPDATE)) {
      new Columns<>(connection, statement, List.copyOf(beats))
          .add("uuid", beat -> beat.row().monitor())
          .add("bigint", Beat::pings)
          .times(beat -> beat.pulse().lastPingAt())
          .add("text", Beat::lastKind)
          .times(beat -> beat.pulse().expectedAt())
          .times(beat -> beat.pulse().missedSince())
          .add("int", beat -> beat.runs().underWay())
          .add("boolean", Beat::pending)
          .times(beat -> beat.due(now));
      statement.executeUpdate();
    }
  }

  private void insert(Connection connection, List<Beat.Ping> pings, Set<Beat.Ping> judged)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      new Columns<>(connection, statement, pings)
          .add("uuid", ping -> ping.beat().account())
          .add("uuid", ping -> ping.beat().monitor())
          .add("bigint", Beat.Ping::n)
          .times(ping -> ping.signal().at())
          .add("text", ping -> word(ping.signal().kind()))
          .add("smallint", ping -> ping.signal().exitStatus())
          .add("text", ping -> ping.signal().run())
          .add("bigint", Beat.Ping::durationMs)
          .add("bigint", ping -> ping.late().isZero() ? null : ping.late().toSeconds())
          .add("text", ping -> of(ping, look -> look.verdict().name()))
          .add("text", ping -> of(ping, Look::code))
          .add("text", ping -> of(ping, Look::message))
          .add("boolean", judged::contains)
          .add("text", ping -> ping.signal().message())
          .add("text", this::metrics)
          .add("text", ping -> ping.signal().origin().method())
          .add("text", ping -> ping.signal().origin().address())
          .add("text", ping -> ping.signal().origin().userAgent())
          .add("text", ping -> ping.signal().origin().host())
          .add("text", ping -> ping.signal().origin().env())
          .add("text", ping -> ping.signal().origin().body())
          .add("int", ping -> ping.signal().origin().bodyBytes());
      statement.executeUpdate();
    }
  }

  private static void runs(Connection connection, Collection<Beat> beats) throws SQLException {
    record Changed(Beat.Row beat, Runs.Run run) {}
    List<Changed> changed =
        beats.stream()
            .flatMap(
                beat -> beat.runs().changed().stream().map(run -> new Changed(beat.row(), run)))
            .toList();
    if (changed.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(RUNS)) {
      new Columns<>(connection, statement, changed)
          .add("uuid", one -> one.beat().account())
          .add("uuid", one -> one.beat().monitor())
          .add("uuid", one -> one.run().id())
          .add("text", one -> one.run().name())
          .times(one -> one.run().startedAt())
          .times(one -> one.run().endedAt())
          .add("text", one -> word(one.run().status()))
          .add("smallint", one -> one.run().exitStatus())
          .add("bigint", one -> one.run().durationMs());
      statement.executeUpdate();
    }
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable Object of(Beat.Ping ping, Function<Look, Object> value) {
    return Stream.ofNullable(ping.look()).map(value).findFirst().orElse(null);
  }

  private @Nullable Object metrics(Beat.Ping ping) {
    try {
      return ping.signal().metrics().isEmpty()
          ? null
          : mapper.writeValueAsString(ping.signal().metrics());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("metrics could not be written", e);
    }
  }
}
