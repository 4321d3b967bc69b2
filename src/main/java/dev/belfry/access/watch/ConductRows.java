package dev.belfry.access.watch;

import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads what somebody did and used to do, of those who are due in an account; they are not due any
 * more then. In a transaction bound to the account.
 */
@ApplicationScoped
class ConductRows {
  static final int AT_ONCE = 200;

  /** The four weeks are asked for only where this hour of the week was empty in them. */
  private static final String DUE =
      """
      with due as (
        delete from access_due d where (d.account_id, d.caller_id, d.hour) in (
          select account_id, caller_id, hour from access_due where account_id = ?
          order by caller_id, hour limit ? for update skip locked)
        returning d.account_id, d.caller_kind, d.caller_id, d.hour, d.address),
      facts as (
        select d.*,
          (select coalesce(sum(u.calls), 0) from access_usage u where u.account_id = d.account_id
            and u.caller_id = d.caller_id and u.span = 'hour' and u.starts_at = d.hour and u.refusal = '') as calls,
          array(select (select coalesce(sum(u.calls), 0)::bigint from access_usage u where u.account_id = d.account_id
              and u.caller_id = d.caller_id and u.span = 'hour' and u.starts_at = d.hour - w.week * interval '168 hours'
              and u.refusal = '')
            from generate_series(1, 4) as w (week)) as weeks,
          (select min(n.first_seen_at) from access_network n where n.account_id = d.account_id
            and n.caller_id = d.caller_id) as since,
          (select n.address from access_network n where n.account_id = d.account_id
            and n.caller_id = d.caller_id and n.last_seen_at >= d.hour and n.first_seen_at < d.hour + interval '1 hour'
            order by n.last_seen_at desc limit 1) as seen,
          (select max(u.starts_at) from access_usage u where u.account_id = d.account_id
            and u.caller_id = d.caller_id and u.span = 'day' and u.starts_at < date_trunc('day', d.hour, 'UTC')
            and u.refusal = '') as last_day,
          (select count(*) from access_missing m where m.account_id = d.account_id
            and m.caller_id = d.caller_id and m.hour = d.hour) as missing,
          array(select r.refusal || ' ' || r.calls from (
            select u.refusal, sum(u.calls) as calls from access_usage u where u.account_id = d.account_id
              and u.caller_id = d.caller_id and u.span = 'hour' and u.starts_at = d.hour and u.refusal <> ''
            group by u.refusal) r) as refusals
        from due d)
      select f.*,
        case when f.since <= f.hour - interval '672 hours' and f.weeks = '{0,0,0,0}'::bigint[] then
          (select count(distinct u.starts_at) from access_usage u where u.account_id = f.account_id
            and u.caller_id = f.caller_id and u.span = 'hour' and u.starts_at >= f.hour - interval '672 hours'
            and u.starts_at < f.hour and u.refusal = '')
        else 0 end as hours
      from facts f order by f.caller_id, f.hour""";

  /** Someone's conduct; null for the account as a whole, of which only failures are known. */
  record Due(Seen who, Instant hour, @Nullable Conduct conduct) {}

  List<Due> take(AccountId account) {
    return Panache.getSession()
        .doReturningWork(
            connection -> {
              try (PreparedStatement statement = connection.prepareStatement(DUE)) {
                statement.setObject(1, account.uuid());
                statement.setInt(2, AT_ONCE);
                return read(statement);
              }
            });
  }

  private static List<Due> read(PreparedStatement statement) throws SQLException {
    List<Due> due = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        Seen who = new Seen(row.getString("caller_kind"), row.getObject("caller_id", UUID.class));
        Instant hour = row.getObject("hour", OffsetDateTime.class).toInstant();
        due.add(
            new Due(
                who, hour, who.kind().equals(Subjects.ACCOUNT) ? null : conduct(row, who, hour)));
      }
    }
    return due;
  }

  private static Conduct conduct(ResultSet row, Seen who, Instant hour) throws SQLException {
    List<Long> weeks = List.of((Long[]) row.getArray("weeks").getArray());
    return new Conduct(
        who.kind().equals(Subjects.PERSON),
        hour,
        new Volume(row.getLong("calls"), weeks),
        new Rhythm(
            instant(row, "since"),
            row.getInt("hours"),
            weeks.stream().anyMatch(calls -> calls > 0)),
        refusals(row.getArray("refusals")),
        row.getInt("missing"),
        instant(row, "last_day"),
        new Conduct.From(row.getString("address"), row.getString("seen")));
  }

  private static Map<String, Long> refusals(Array reasons) throws SQLException {
    Map<String, Long> refusals = new LinkedHashMap<>();
    for (String reason : (String[]) reasons.getArray()) {
      int space = reason.indexOf(' ');
      refusals.put(reason.substring(0, space), Long.valueOf(reason.substring(space + 1)));
    }
    return refusals;
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  /** A network from which somebody calls for the first time. */
  record NewNetwork(UUID caller, String network, String address, Instant at, Acquaintance before) {}

  private static final String NETWORKS =
      """
      with fresh as (
        update access_network n set known = true
        where n.account_id = ? and n.caller_id = any (?) and not n.known
        returning n.account_id, n.caller_id, n.network, n.address, n.first_seen_at)
      select f.*, k.since, k.calls from fresh f
      left join lateral (
        select min(k.first_seen_at) as since, coalesce(sum(k.calls), 0) as calls from access_network k
        where k.account_id = f.account_id and k.caller_id = f.caller_id and k.known) k on true
      order by f.caller_id, f.network""";

  /** Those not looked at before; they are known then. */
  List<NewNetwork> networks(AccountId account, List<UUID> callers) {
    return Panache.getSession()
        .doReturningWork(
            connection -> {
              try (PreparedStatement statement = connection.prepareStatement(NETWORKS)) {
                statement.setObject(1, account.uuid());
                statement.setArray(2, connection.createArrayOf("uuid", callers.toArray()));
                return readNetworks(statement);
              }
            });
  }

  private static List<NewNetwork> readNetworks(PreparedStatement statement) throws SQLException {
    List<NewNetwork> found = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        Instant at = row.getObject("first_seen_at", OffsetDateTime.class).toInstant();
        found.add(
            new NewNetwork(
                row.getObject("caller_id", UUID.class),
                row.getString("network"),
                row.getString("address"),
                at,
                new Acquaintance(instant(row, "since"), row.getLong("calls"))));
      }
    }
    return found;
  }

  /** An address from which much failed. */
  record Failures(String address, long calls) {}

  private static final String FAILURES =
      """
      select address, calls from access_failure where account_id = ? and hour = ?
      order by calls desc, address limit 1""";

  /** The address from which most failed in an hour. */
  @Nullable Failures failures(AccountId account, Instant hour) {
    return Panache.getSession().doReturningWork(connection -> failures(connection, account, hour));
  }

  private static @Nullable Failures failures(Connection connection, AccountId account, Instant hour)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FAILURES)) {
      statement.setObject(1, account.uuid());
      statement.setObject(2, hour.atOffset(java.time.ZoneOffset.UTC));
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? new Failures(row.getString(1), row.getLong(2)) : null;
      }
    }
  }
}
