package dev.belfry.heartbeat;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.POJONode;
import dev.belfry.access.Access;
import dev.belfry.access.grant.Place;
import dev.belfry.access.grant.Rights;
import dev.belfry.access.grant.Scope;
import dev.belfry.monitor.MonitorDeleted;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.report.SelfReporting;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.json.ShownOnce;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Heartbeats as monitors: kept in step with their definition, and shown. */
@ApplicationScoped
class Heartbeats implements SelfReporting {
  private static final String MAKE =
      """
      insert into heartbeat (monitor_id, account_id, token, definition, enabled)
      select id, account, token, definition::jsonb, enabled
      from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::boolean[]) as v (id, account, token, definition, enabled)""";
  private static final String LOCK =
      """
      select definition, definition = ?::jsonb as same, enabled, last_ping_at, expected_at, missed_since
      from heartbeat where account_id = ? and monitor_id = ? for update""";
  private static final String CHANGE =
      """
      update heartbeat set definition = coalesce(?::jsonb, definition), enabled = ?, expected_at = ?,
        missed_since = ?, due_at = ?, holder = null, lease_until = null,
        open_runs = case when ? then open_runs else 0 end, pending = pending and ?
      where account_id = ? and monitor_id = ?""";
  private static final String ABANDON =
      """
      update heartbeat_run set status = 'abandoned', ended_at = ?
      where account_id = ? and monitor_id = ? and status = 'running'""";
  private static final String FORGO =
      "update heartbeat_ping set unjudged = false where account_id = ? and monitor_id = ? and unjudged";
  private static final String HOLD =
      "select 1 from heartbeat where account_id = ? and monitor_id = ? for update";
  private static final String CLEAR =
      "delete from heartbeat_ping where account_id = ? and monitor_id = ?";
  private static final String SHOWN =
      """
      select monitor_id, token, last_ping_at, last_kind, expected_at, pings, open_runs
      from heartbeat where account_id = ? and monitor_id = any(?)""";

  private final AgroalDataSource app;
  private final Access access;
  private final Plans plans;
  private final PingUrl url;
  private final ObjectMapper mapper;

  Heartbeats(AgroalDataSource app, Access access, Plans plans, PingUrl url, ObjectMapper mapper) {
    this.app = app;
    this.access = access;
    this.plans = plans;
    this.url = url;
    this.mapper = mapper;
  }

  private record Before(String definition, boolean same, boolean enabled, Pulse pulse) {}

  @Override
  public String kind() {
    return HeartbeatChecker.KIND;
  }

  @Override
  public void made(List<Settled> monitors) {
    try (Connection connection = app.getConnection();
        PreparedStatement statement = connection.prepareStatement(MAKE)) {
      new Columns<>(connection, statement, monitors)
          .add("uuid", one -> one.id().uuid())
          .add("uuid", one -> one.account().uuid())
          .add("uuid", one -> UUID.randomUUID())
          .add("text", this::definition)
          .add("boolean", Settled::enabled);
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("heartbeats could not be made", e);
    }
  }

  @Override
  public void settle(Settled monitor) {
    try (Connection connection = app.getConnection()) {
      String definition = definition(monitor);
      Before before = lock(connection, monitor, definition);
      if (before != null) {
        change(connection, monitor, definition, before);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("a heartbeat could not be settled", e);
    }
  }

  private @Nullable String definition(Settled monitor) {
    try {
      return monitor.target() == null ? null : mapper.writeValueAsString(monitor.target());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a definition could not be written", e);
    }
  }

  private static @Nullable Before lock(
      Connection connection, Settled monitor, @Nullable String definition) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
      statement.setString(1, definition);
      statement.setObject(2, monitor.account().uuid());
      statement.setObject(3, monitor.id().uuid());
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? new Before(
                row.getString("definition"),
                definition == null || row.getBoolean("same"),
                row.getBoolean("enabled"),
                new Pulse(
                    Columns.time(row, "last_ping_at"),
                    Columns.time(row, "expected_at"),
                    Columns.time(row, "missed_since")))
            : null;
      }
    }
  }

  /** Another schedule, or the end of a pause, begins from now. */
  private void change(
      Connection connection, Settled monitor, @Nullable String definition, Before before)
      throws SQLException {
    Plan plan = plans.of(definition == null ? before.definition() : definition);
    boolean goesOn = before.same() && before.enabled() == monitor.enabled();
    Pulse pulse =
        goesOn ? before.pulse() : before.pulse().afresh(monitor.at(), plan, monitor.enabled());
    boolean enabled = monitor.enabled();
    if (!enabled) {
      giveUp(connection, monitor);
    }
    try (PreparedStatement statement = connection.prepareStatement(CHANGE)) {
      statement.setString(1, definition);
      statement.setBoolean(2, enabled);
      time(statement, 3, pulse.expectedAt());
      time(statement, 4, pulse.missedSince());
      // The next round finds out what is due, with the runs that are under way.
      time(statement, 5, enabled ? monitor.at() : null);
      statement.setBoolean(6, enabled);
      statement.setBoolean(7, enabled);
      statement.setObject(8, monitor.account().uuid());
      statement.setObject(9, monitor.id().uuid());
      statement.executeUpdate();
    }
  }

  private static void giveUp(Connection connection, Settled monitor) throws SQLException {
    try (PreparedStatement runs = connection.prepareStatement(ABANDON);
        PreparedStatement reports = connection.prepareStatement(FORGO)) {
      time(runs, 1, monitor.at());
      runs.setObject(2, monitor.account().uuid());
      runs.setObject(3, monitor.id().uuid());
      runs.executeUpdate();
      reports.setObject(1, monitor.account().uuid());
      reports.setObject(2, monitor.id().uuid());
      reports.executeUpdate();
    }
  }

  private static void time(PreparedStatement statement, int place, @Nullable Instant at)
      throws SQLException {
    statement.setObject(
        place,
        at == null ? null : at.atOffset(ZoneOffset.UTC),
        java.sql.Types.TIMESTAMP_WITH_TIMEZONE);
  }

  /** From when it is locked on no ping is written, so that none outlives it. */
  void deleted(@Observes MonitorDeleted event) {
    try (Connection connection = app.getConnection();
        PreparedStatement hold = connection.prepareStatement(HOLD);
        PreparedStatement clear = connection.prepareStatement(CLEAR)) {
      hold.setObject(1, event.account().uuid());
      hold.setObject(2, event.monitor().uuid());
      clear.setObject(1, event.account().uuid());
      clear.setObject(2, event.monitor().uuid());
      try (ResultSet row = hold.executeQuery()) {
        if (row.next()) {
          clear.executeUpdate();
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the pings of a heartbeat could not be deleted", e);
    }
  }

  /** The URL only to those who could ping by it anyway, or who could exchange it. */
  @Override
  public Map<MonitorId, Map<String, JsonNode>> shown(
      AccountId account, Map<MonitorId, Place> monitors) {
    Rights rights = access.caller().rights();
    Map<MonitorId, Map<String, JsonNode>> shown = new HashMap<>();
    try (Connection connection = app.getConnection();
        PreparedStatement statement = connection.prepareStatement(SHOWN)) {
      statement.setObject(1, account.uuid());
      List<UUID> ids = monitors.keySet().stream().map(MonitorId::uuid).toList();
      statement.setArray(2, Columns.ids(connection, ids));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          MonitorId id = new MonitorId(row.getObject("monitor_id", UUID.class));
          Place place = monitors.get(id);
          boolean pings =
              place != null
                  && (rights.allows(Scope.TELEMETRY_WRITE, place)
                      || rights.allows(Scope.MONITOR_UPDATE, place));
          shown.put(id, fields(row, pings));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("heartbeats could not be read", e);
    }
    return shown;
  }

  private Map<String, JsonNode> fields(ResultSet row, boolean pings) throws SQLException {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    if (pings) {
      fields.put("ping_url", new NotReplayed(url.of(row.getObject("token", UUID.class))));
    }
    fields.put("last_ping_at", Columns.time(row, "last_ping_at"));
    String kind = row.getString("last_kind");
    fields.put("last_ping_kind", kind == null ? null : kind.toLowerCase(java.util.Locale.ROOT));
    fields.put("next_expected_at", Columns.time(row, "expected_at"));
    fields.put("pings", row.getLong("pings"));
    fields.put("running", row.getInt("open_runs"));
    Map<String, JsonNode> json = new LinkedHashMap<>();
    fields.forEach(
        (name, value) ->
            json.put(
                name,
                value instanceof NotReplayed ? new POJONode(value) : mapper.valueToTree(value)));
    return json;
  }

  /** Whoever has it may ping: answers that are kept for repeated calls do without it. */
  @ShownOnce
  @RegisterForReflection
  record NotReplayed(@JsonValue String url) {}
}
