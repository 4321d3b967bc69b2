package dev.belfry.monitor.round;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belfry.check.Checkers;
import dev.belfry.check.Target;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.MonitorStatus;
import dev.belfry.monitor.Standing;
import dev.belfry.monitor.Standing.Alarm;
import dev.belfry.monitor.Targets;
import dev.belfry.monitor.Thresholds;
import dev.belfry.monitor.standing.Enough;
import dev.belfry.monitor.standing.Flapping;
import dev.belfry.monitor.standing.History;
import dev.belfry.monitor.standing.Muted;
import dev.belfry.platform.claim.Claims;
import dev.belfry.platform.event.AccountId;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Finds the monitors that are due, of all accounts, and takes them for this process. */
@ApplicationScoped
class DueMonitors {
  private static final Logger LOG = Logger.getLogger(DueMonitors.class);
  private static final String TABLE = "monitor_state";
  private static final String STATE =
      """
      t.monitor_id, coalesce(t.beneath, t.status) as status, t.alarm, t.down, t.degraded, t.degraded_told,
        t.flapping, t.overdue, t.history,
      t.due_at, t.revision, t.era, t.muted_from, t.muted_until, t.beneath is not null as muted""";
  private static final String MONITORS =
      """
      select id, account_id, kind, target, secrets, interval_seconds, timeout_seconds, retry_interval_seconds,
        confirm_down, confirm_down_of, confirm_up, confirm_up_of, degraded_ms, confirm_degraded, confirm_degraded_of,
        flap_enabled, flap_looks, flap_start, flap_stop,
        coalesce((select bool_and(s.down) from monitor_parent p join monitor_state s on s.monitor_id = p.parent_id
          where p.account_id = m.account_id and p.monitor_id = m.id), false) as held
      from monitor m where id = any(?)""";

  private static final String OVERDUE =
      """
      select count(*) from (select from monitor_state
        where due_at <= ? and (lease_until is null or lease_until < clock_timestamp()) limit 100000) late""";

  private static final String GIVE_BACK =
      """
      with mine as materialized (
        select monitor_id from monitor_state where monitor_id = any (?) and holder = ?
        order by monitor_id for update skip locked)
      update monitor_state s set holder = null, lease_until = null
      from mine where s.monitor_id = mine.monitor_id""";

  // A beat is at most one and a half intervals ahead.
  private static final String BRING_BACK =
      """
      update monitor_state s
      set due_at = v.now + mod(extract(epoch from s.due_at - v.now), m.interval_seconds) * interval '1 second'
      from monitor m, (select ?::timestamptz as now) v
      where m.id = s.monitor_id and m.kind = any(?) and s.due_at > v.now + m.interval_seconds * interval '2 seconds'""";

  private final Claims claims;
  private final AgroalDataSource system;
  private final Checkers checkers;
  private final Targets targets;
  private final ObjectMapper mapper;

  DueMonitors(
      Claims claims,
      @DataSource("system") AgroalDataSource system,
      Checkers checkers,
      Targets targets,
      ObjectMapper mapper) {
    this.claims = claims;
    this.system = system;
    this.checkers = checkers;
    this.targets = targets;
    this.mapper = mapper;
  }

  private record State(
      UUID monitor, Standing standing, Muted muted, Instant due, long revision, long era) {}

  /**
   * What was claimed.
   *
   * @param rows how many rows were taken; those that cannot be read are not among the monitors
   * @param monitors in the order in which they are due
   */
  record Claimed(int rows, List<ClaimedMonitor> monitors) {}

  /** Those due longest first, and none of the accounts that are passed over. */
  Claimed claim(Claims.Due due, int most, Set<AccountId> passed) throws SQLException {
    Map<UUID, State> states = new HashMap<>();
    claims
        .claim(
            new Claims.Work(TABLE, most, "t.lease_seconds"),
            STATE,
            due,
            new Claims.Passed(List.of("account_id"), passed.stream().map(AccountId::uuid).toList()),
            DueMonitors::state)
        .forEach(state -> states.put(state.monitor(), state));
    if (states.isEmpty()) {
      return new Claimed(0, List.of());
    }
    List<ClaimedMonitor> monitors = monitors(states);
    monitors.sort(Comparator.comparing(ClaimedMonitor::due));
    return new Claimed(states.size(), monitors);
  }

  /** Lets anybody have them at once; what others are changing right now, when its lease ends. */
  void giveBack(List<MonitorId> ids) throws SQLException {
    if (ids.isEmpty()) {
      return;
    }
    try (Connection connection = system.getConnection();
        PreparedStatement statement = connection.prepareStatement(GIVE_BACK)) {
      statement.setArray(
          1, connection.createArrayOf("uuid", ids.stream().map(MonitorId::uuid).toArray()));
      statement.setObject(2, claims.holder());
      statement.executeUpdate();
    }
  }

  /** How many are due at this instant and held by nobody; as far as it pays to count. */
  int overdue(Instant at) throws SQLException {
    try (Connection connection = system.getConnection();
        PreparedStatement statement = connection.prepareStatement(OVERDUE)) {
      statement.setObject(1, at.atOffset(ZoneOffset.UTC));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  /** What is due further ahead than any beat, as after the clock was set back, is due soon. */
  void bringBack(Instant now) throws SQLException {
    try (Connection connection = system.getConnection();
        PreparedStatement statement = connection.prepareStatement(BRING_BACK)) {
      statement.setObject(1, now.atOffset(ZoneOffset.UTC));
      statement.setArray(2, connection.createArrayOf("text", checkers.kinds().toArray()));
      int moved = statement.executeUpdate();
      if (moved > 0) {
        LOG.warnf("the clock was set back: %d monitors were due too far ahead", moved);
      }
    }
  }

  private static State state(ResultSet row) throws SQLException {
    return new State(
        row.getObject("monitor_id", UUID.class),
        new Standing(
            MonitorStatus.valueOf(row.getString("status")),
            Alarm.valueOf(row.getString("alarm")),
            row.getBoolean("down"),
            row.getBoolean("degraded"),
            row.getBoolean("degraded_told"),
            row.getBoolean("flapping"),
            row.getBoolean("overdue"),
            new History(row.getLong("history"))),
        new Muted(instant(row, "muted_from"), instant(row, "muted_until"), row.getBoolean("muted")),
        row.getObject("due_at", OffsetDateTime.class).toInstant(),
        row.getLong("revision"),
        row.getLong("era"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private List<ClaimedMonitor> monitors(Map<UUID, State> states) throws SQLException {
    List<ClaimedMonitor> claimed = new ArrayList<>();
    try (Connection connection = system.getConnection();
        PreparedStatement statement = connection.prepareStatement(MONITORS)) {
      statement.setArray(1, connection.createArrayOf("uuid", states.keySet().toArray()));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          UUID id = row.getObject("id", UUID.class);
          State state = states.get(id);
          try {
            if (state != null) {
              claimed.add(monitor(row, id, state));
            }
          } catch (JsonProcessingException | RuntimeException e) {
            LOG.errorf(e, "monitor %s cannot be read and is not looked at", id);
          }
        }
      }
    }
    return claimed;
  }

  private ClaimedMonitor monitor(ResultSet row, UUID id, State state)
      throws SQLException, JsonProcessingException {
    UUID account = row.getObject("account_id", UUID.class);
    String kind = row.getString("kind");
    Target target =
        targets.open(
            account, id, kind, mapper.readTree(row.getString("target")), row.getBytes("secrets"));
    Integer retry = (Integer) row.getObject("retry_interval_seconds");
    return new ClaimedMonitor(
        new AccountId(account),
        new MonitorId(id),
        kind,
        target,
        Duration.ofSeconds(row.getInt("timeout_seconds")),
        Duration.ofSeconds(row.getInt("interval_seconds")),
        retry == null ? null : Duration.ofSeconds(retry),
        thresholds(row),
        state.standing(),
        row.getBoolean("held"),
        state.muted(),
        state.due(),
        state.revision(),
        state.era());
  }

  private static Thresholds thresholds(ResultSet row) throws SQLException {
    return new Thresholds(
        enough(row, "confirm_down"),
        enough(row, "confirm_up"),
        (Integer) row.getObject("degraded_ms"),
        enough(row, "confirm_degraded"),
        row.getBoolean("flap_enabled")
            ? new Flapping(
                row.getInt("flap_looks"), row.getInt("flap_start"), row.getInt("flap_stop"))
            : null);
  }

  private static Enough enough(ResultSet row, String column) throws SQLException {
    return Enough.of(row.getInt(column), (Integer) row.getObject(column + "_of"));
  }
}
