package dev.belfry.access.usage;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** When and from where keys and sessions were last used, and how often a key was in a month. */
@ApplicationScoped
@Priority(2)
class LastUse implements UsageRecorder {
  private static final int AT_ONCE = 5_000;
  private static final int ADDRESSES = 5;

  /** What was seen in several hours and at several addresses comes down to one row a month. */
  private static final String KEYS =
      """
      insert into access_key_usage as u
        (account_id, key_id, month, calls, last_used_at, last_used_address, last_used_user_agent)
      select c.account, c.key, date_trunc('month', c.last at time zone 'UTC')::date as month, sum(c.calls), max(c.last),
        (array_agg(c.address order by c.last desc))[1], (array_agg(c.agent order by c.last desc))[1]
      from unnest(?::uuid[], ?::uuid[], ?::timestamptz[], ?::bigint[], ?::text[], ?::text[])
        as c (account, key, last, calls, address, agent)
      join access_key k on k.account_id = c.account and k.id = c.key
      group by c.account, c.key, month
      order by c.account, c.key, month
      on conflict (account_id, key_id, month) do update set calls = u.calls + excluded.calls,
        last_used_address = case when excluded.last_used_at >= u.last_used_at
          then excluded.last_used_address else u.last_used_address end,
        last_used_user_agent = case when excluded.last_used_at >= u.last_used_at
          then excluded.last_used_user_agent else u.last_used_user_agent end,
        last_used_at = greatest(u.last_used_at, excluded.last_used_at)""";

  private static final String ADDRESS =
      """
      insert into access_key_address as a (account_id, key_id, address, first_seen_at, last_seen_at)
      select c.account, c.key, c.address, min(c.first), max(c.last)
      from unnest(?::uuid[], ?::uuid[], ?::text[], ?::timestamptz[], ?::timestamptz[]) as c (account, key, address, first, last)
      join access_key k on k.account_id = c.account and k.id = c.key
      where c.address is not null
      group by c.account, c.key, c.address
      order by c.account, c.key, c.address
      on conflict (account_id, key_id, address) do update set
        first_seen_at = least(a.first_seen_at, excluded.first_seen_at),
        last_seen_at = greatest(a.last_seen_at, excluded.last_seen_at)""";

  private static final String FORGET =
      """
      delete from access_key_address a using (
        select account_id, key_id, address,
          row_number() over (partition by account_id, key_id order by last_seen_at desc, address) as place
        from access_key_address where key_id = any (?::uuid[])) old
      where old.place > ? and a.account_id = old.account_id and a.key_id = old.key_id and a.address = old.address""";

  private static final String SESSIONS =
      """
      update access_session s set last_seen_at = greatest(s.last_seen_at, c.last)
      from unnest(?::uuid[], ?::uuid[], ?::timestamptz[]) as c (account, id, last)
      where s.account_id = c.account and s.id = c.id""";

  @Override
  public void record(Connection connection, UsageBatch batch) throws SQLException {
    List<Map.Entry<Sighting.Place, Sighting>> keys =
        batch.sightings().entrySet().stream()
            .filter(seen -> seen.getKey().caller().kind() == CountedCaller.Kind.KEY)
            .sorted(Comparator.comparing(seen -> seen.getKey().caller(), CountedCaller.ORDER))
            .toList();
    for (int from = 0; from < keys.size(); from += AT_ONCE) {
      var some =
          new Columns<>(connection, keys.subList(from, Math.min(from + AT_ONCE, keys.size())));
      uses(connection, some);
      addresses(connection, some);
    }
    sessions(connection, batch);
  }

  private static void uses(Connection connection, Columns<Map.Entry<Sighting.Place, Sighting>> keys)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(KEYS)) {
      statement.setArray(1, keys.of("uuid", seen -> seen.getKey().caller().account()));
      statement.setArray(2, keys.of("uuid", seen -> seen.getKey().caller().id()));
      statement.setArray(3, keys.of("timestamptz", seen -> utc(seen.getValue().last())));
      statement.setArray(4, keys.of("bigint", seen -> seen.getValue().calls()));
      statement.setArray(5, keys.of("text", seen -> seen.getKey().address()));
      statement.setArray(6, keys.of("text", seen -> seen.getValue().userAgent()));
      statement.executeUpdate();
    }
  }

  private static void addresses(
      Connection connection, Columns<Map.Entry<Sighting.Place, Sighting>> keys)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ADDRESS);
        PreparedStatement forget = connection.prepareStatement(FORGET)) {
      statement.setArray(1, keys.of("uuid", seen -> seen.getKey().caller().account()));
      statement.setArray(2, keys.of("uuid", seen -> seen.getKey().caller().id()));
      statement.setArray(3, keys.of("text", seen -> seen.getKey().address()));
      statement.setArray(4, keys.of("timestamptz", seen -> utc(seen.getValue().first())));
      statement.setArray(5, keys.of("timestamptz", seen -> utc(seen.getValue().last())));
      statement.executeUpdate();
      forget.setArray(1, keys.of("uuid", seen -> seen.getKey().caller().id()));
      forget.setInt(2, ADDRESSES);
      forget.executeUpdate();
    }
  }

  private static void sessions(Connection connection, UsageBatch batch) throws SQLException {
    var rows =
        batch.sessions().entrySet().stream()
            .sorted(
                Comparator.<Map.Entry<UsageBatch.SessionRow, Instant>, UUID>comparing(
                    seen -> seen.getKey().id()))
            .toList();
    if (rows.isEmpty()) {
      return;
    }
    var columns = new Columns<>(connection, rows);
    try (PreparedStatement statement = connection.prepareStatement(SESSIONS)) {
      statement.setArray(1, columns.of("uuid", seen -> seen.getKey().account()));
      statement.setArray(2, columns.of("uuid", seen -> seen.getKey().id()));
      statement.setArray(3, columns.of("timestamptz", seen -> utc(seen.getValue())));
      statement.executeUpdate();
    }
  }

  private static Object utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
