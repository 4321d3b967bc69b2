package dev.belfry.access.watch;

import dev.belfry.access.usage.Columns;
import dev.belfry.access.usage.CountedCaller;
import dev.belfry.access.usage.Sighting;
import dev.belfry.access.usage.UsageBatch;
import dev.belfry.access.usage.UsageRecorder;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what watching takes, and notes whom to look at. That comes first: whoever looks at somebody
 * holds his row in the same order.
 */
@ApplicationScoped
@Priority(1)
class WatchRows implements UsageRecorder {
  private static final String DUE =
      """
      insert into access_due (account_id, caller_kind, caller_id, hour, address)
      select c.account, c.kind, c.caller, to_timestamp(c.hour * 3600), c.address
      from unnest(?::uuid[], ?::text[], ?::uuid[], ?::bigint[], ?::text[]) as c (account, kind, caller, hour, address)
      join access_account a on a.id = c.account
      order by c.account, c.caller, c.hour
      on conflict (account_id, caller_id, hour) do update set address = excluded.address
        where excluded.address is not null""";
  private static final String NETWORKS =
      """
      insert into access_network as n (account_id, caller_id, network, address, first_seen_at, last_seen_at, calls)
      select c.account, c.caller, c.network, (array_agg(c.address order by c.last desc))[1], min(c.first), max(c.last), sum(c.calls)
      from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[], ?::bigint[])
        as c (account, caller, network, address, first, last, calls)
      join access_account a on a.id = c.account
      where c.network is not null
      group by c.account, c.caller, c.network
      order by c.account, c.caller, c.network
      on conflict (account_id, caller_id, network) do update set calls = n.calls + excluded.calls,
        first_seen_at = least(n.first_seen_at, excluded.first_seen_at),
        last_seen_at = greatest(n.last_seen_at, excluded.last_seen_at), address = excluded.address""";
  private static final String MISSING =
      """
      insert into access_missing (account_id, caller_id, hour, path_hash)
      select c.account, c.caller, to_timestamp(c.hour * 3600), c.path
      from unnest(?::uuid[], ?::uuid[], ?::bigint[], ?::int[]) as c (account, caller, hour, path)
      join access_account a on a.id = c.account
      order by c.account, c.caller, c.hour, c.path
      on conflict do nothing""";
  private static final String FAILURES =
      """
      insert into access_failure as f (account_id, hour, address, calls)
      select c.account, to_timestamp(c.hour * 3600), c.address, sum(c.calls)
      from unnest(?::uuid[], ?::bigint[], ?::text[], ?::bigint[]) as c (account, hour, address, calls)
      join access_account a on a.id = c.account
      group by c.account, c.hour, c.address
      order by c.account, c.hour, c.address
      on conflict (account_id, hour, address) do update set calls = f.calls + excluded.calls""";

  private final Rounds rounds;

  WatchRows(Rounds rounds) {
    this.rounds = rounds;
  }

  private record Active(UUID caller, long hour) {}

  /**
   * Somebody to look at.
   *
   * @param address from where a credential of his was tried that is not good
   */
  private record Due(UUID account, String kind, UUID caller, long hour, @Nullable String address) {
    static final Comparator<Due> ORDER =
        Comparator.comparing(Due::account).thenComparing(Due::caller).thenComparingLong(Due::hour);
  }

  private record Missing(Sighting.Place place, int path) {}

  @Override
  public void record(Connection connection, UsageBatch batch) throws SQLException {
    due(connection, batch);
    networks(connection, List.copyOf(batch.sightings().entrySet()));
    missing(connection, batch);
    failures(connection, List.copyOf(batch.failures().entrySet()));
  }

  @Override
  public void recorded(boolean urgent) {
    if (urgent) {
      rounds.wake();
    }
  }

  private static void due(Connection connection, UsageBatch batch) throws SQLException {
    Set<Due> due = new TreeSet<>(Due.ORDER);
    Map<Active, String> tried = new HashMap<>();
    batch.failures().keySet().forEach(from -> tried(from, tried));
    batch.calls().keySet().forEach(tally -> due.add(due(tally.caller(), tally.hour(), tried)));
    batch
        .failures()
        .keySet()
        .forEach(
            from ->
                due.add(
                    new Due(from.account(), Subjects.ACCOUNT, from.account(), from.hour(), null)));
    var rows = new Columns<>(connection, List.copyOf(due));
    try (PreparedStatement statement = connection.prepareStatement(DUE)) {
      statement.setArray(1, rows.of("uuid", Due::account));
      statement.setArray(2, rows.of("text", Due::kind));
      statement.setArray(3, rows.of("uuid", Due::caller));
      statement.setArray(4, rows.of("bigint", Due::hour));
      statement.setArray(5, rows.of("text", Due::address));
      statement.executeUpdate();
    }
  }

  private static void tried(UsageBatch.Origin from, Map<Active, String> tried) {
    if (from.caller() != null) {
      tried.put(new Active(from.caller(), from.hour()), from.address());
    }
  }

  private static Due due(CountedCaller caller, long hour, Map<Active, String> tried) {
    return new Due(
        caller.account(),
        caller.kind().name().toLowerCase(Locale.ROOT),
        caller.id(),
        hour,
        tried.get(new Active(caller.id(), hour)));
  }

  private static void networks(
      Connection connection, List<Map.Entry<Sighting.Place, Sighting>> sightings)
      throws SQLException {
    var rows = new Columns<>(connection, sightings);
    try (PreparedStatement statement = connection.prepareStatement(NETWORKS)) {
      statement.setArray(1, rows.of("uuid", seen -> seen.getKey().caller().account()));
      statement.setArray(2, rows.of("uuid", seen -> seen.getKey().caller().id()));
      statement.setArray(
          3, rows.of("text", seen -> Network.of(seen.getKey().address()).orElse(null)));
      statement.setArray(4, rows.of("text", seen -> seen.getKey().address()));
      statement.setArray(
          5, rows.of("timestamptz", seen -> seen.getValue().first().atOffset(ZoneOffset.UTC)));
      statement.setArray(
          6, rows.of("timestamptz", seen -> seen.getValue().last().atOffset(ZoneOffset.UTC)));
      statement.setArray(7, rows.of("bigint", seen -> seen.getValue().calls()));
      statement.executeUpdate();
    }
  }

  private static void missing(Connection connection, UsageBatch batch) throws SQLException {
    List<Missing> missing = new ArrayList<>();
    batch
        .sightings()
        .forEach((at, seen) -> seen.missing().forEach(path -> missing.add(new Missing(at, path))));
    if (missing.isEmpty()) {
      return;
    }
    var rows = new Columns<>(connection, missing);
    try (PreparedStatement statement = connection.prepareStatement(MISSING)) {
      statement.setArray(1, rows.of("uuid", one -> one.place().caller().account()));
      statement.setArray(2, rows.of("uuid", one -> one.place().caller().id()));
      statement.setArray(3, rows.of("bigint", one -> one.place().hour()));
      statement.setArray(4, rows.of("int", Missing::path));
      statement.executeUpdate();
    }
  }

  private static void failures(
      Connection connection, List<Map.Entry<UsageBatch.Origin, Long>> failures)
      throws SQLException {
    if (failures.isEmpty()) {
      return;
    }
    var rows = new Columns<>(connection, failures);
    try (PreparedStatement statement = connection.prepareStatement(FAILURES)) {
      statement.setArray(1, rows.of("uuid", from -> from.getKey().account()));
      statement.setArray(2, rows.of("bigint", from -> from.getKey().hour()));
      statement.setArray(3, rows.of("text", from -> from.getKey().address()));
      statement.setArray(4, rows.of("bigint", Map.Entry::getValue));
      statement.executeUpdate();
    }
  }
}
