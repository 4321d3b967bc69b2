package dev.belfry.access.usage;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Adds counted calls to their hour, their day and their month. */
@ApplicationScoped
@Priority(3)
class UsageRows implements UsageRecorder {
  private static final int AT_ONCE = 5_000;
  private static final String SQL =
      """
      insert into access_usage as u
        (account_id, caller_kind, caller_id, span, starts_at, verb, route, scope, status_class, refusal, calls)
      select c.account, min(c.kind), c.caller, s.span, date_trunc(s.span, to_timestamp(c.hour * 3600), 'UTC') as start,
        c.verb, c.route, min(c.scope), c.status, c.refusal, sum(c.calls)
      from unnest(?::uuid[], ?::text[], ?::uuid[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::smallint[], ?::text[], ?::bigint[])
        as c (account, kind, caller, hour, verb, route, scope, status, refusal, calls)
      join access_account a on a.id = c.account
      cross join (values ('hour'), ('day'), ('month')) as s (span)
      group by c.account, c.caller, c.verb, c.route, c.status, c.refusal, s.span, start
      order by c.account, c.caller, c.verb, c.route, c.status, c.refusal, s.span, start
      on conflict (account_id, caller_id, span, starts_at, verb, route, status_class, refusal)
        do update set calls = u.calls + excluded.calls""";

  @Override
  public void record(Connection connection, UsageBatch batch) throws SQLException {
    List<Map.Entry<Tally, Long>> calls =
        batch.calls().entrySet().stream().sorted(Map.Entry.comparingByKey(Tally.ORDER)).toList();
    try (PreparedStatement statement = connection.prepareStatement(SQL)) {
      for (int from = 0; from < calls.size(); from += AT_ONCE) {
        write(
            statement,
            new Columns<>(connection, calls.subList(from, Math.min(from + AT_ONCE, calls.size()))));
      }
    }
  }

  private static void write(PreparedStatement statement, Columns<Map.Entry<Tally, Long>> calls)
      throws SQLException {
    statement.setArray(1, calls.of("uuid", call -> call.getKey().caller().account()));
    statement.setArray(2, calls.of("text", call -> word(call.getKey().caller().kind())));
    statement.setArray(3, calls.of("uuid", call -> call.getKey().caller().id()));
    statement.setArray(4, calls.of("bigint", call -> call.getKey().hour()));
    statement.setArray(5, calls.of("text", call -> call.getKey().verb()));
    statement.setArray(6, calls.of("text", call -> call.getKey().route()));
    statement.setArray(7, calls.of("text", call -> call.getKey().scope()));
    statement.setArray(8, calls.of("smallint", call -> call.getKey().statusClass()));
    statement.setArray(9, calls.of("text", call -> call.getKey().refusal()));
    statement.setArray(10, calls.of("bigint", Map.Entry::getValue));
    statement.executeUpdate();
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
