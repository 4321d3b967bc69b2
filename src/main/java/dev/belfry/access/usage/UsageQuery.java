package dev.belfry.access.usage;

import dev.belfry.access.credential.KeyId;
import dev.belfry.access.usage.AccountUsageView.KeyUse;
import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what was counted, in a transaction bound to the account. */
@ApplicationScoped
class UsageQuery {
  private static final int MOST_KEYS = 100;
  private static final String ROWS =
      """
      select starts_at, verb, route, status_class, refusal, cast(sum(calls) as bigint) from access_usage
      where account_id = :account and span = :span and starts_at >= :from and starts_at < :to
        and (:caller = '' or caller_id = cast(nullif(:caller, '') as uuid))
      group by starts_at, verb, route, status_class, refusal""";
  private static final String BY_KEY =
      """
      select k.id, k.name, k.hint, cast(u.calls as bigint), cast(u.refused as bigint) from (
        select caller_id, sum(calls) as calls, coalesce(sum(calls) filter (where refusal <> ''), 0) as refused
        from access_usage
        where account_id = :account and span = :span and starts_at >= :from and starts_at < :to and caller_kind = 'key'
        group by caller_id) u
      join access_key k on k.account_id = :account and k.id = u.caller_id
      order by u.calls desc, k.id limit :most""";
  private static final String ADDRESSES =
      """
      select address, first_seen_at, last_seen_at from access_key_address
      where account_id = :account and key_id = :key order by last_seen_at desc, address limit 5""";
  private static final String SCOPES =
      """
      select distinct scope from access_usage
      where account_id = :account and caller_id = :key and span = 'day' and starts_at >= :from
        and refusal = '' and scope is not null""";

  /** Of one key or person, or of the whole account. */
  List<UsageSums.Row> rows(AccountId account, @Nullable UUID caller, UsagePeriod.Checked period) {
    return found(
            ROWS,
            Map.of(
                "account", account.uuid(),
                "span", period.interval().span(),
                "from", period.from(),
                "to", period.to(),
                "caller", caller == null ? "" : caller.toString()))
        .map(
            row ->
                new UsageSums.Row(
                    (Instant) row[0],
                    (String) row[1],
                    (String) row[2],
                    ((Number) row[3]).intValue(),
                    (String) row[4],
                    number(row[5])))
        .toList();
  }

  List<KeyUse> byKey(AccountId account, UsagePeriod.Checked period) {
    return found(
            BY_KEY,
            Map.of(
                "account", account.uuid(),
                "span", period.interval().span(),
                "from", period.from(),
                "to", period.to(),
                "most", MOST_KEYS))
        .map(
            row ->
                new KeyUse(
                    new KeyId((UUID) row[0]),
                    (String) row[1],
                    (String) row[2],
                    number(row[3]),
                    number(row[4])))
        .toList();
  }

  List<KeyUsageView.Seen> addresses(AccountId account, UUID key) {
    return found(ADDRESSES, Map.of("account", account.uuid(), "key", key))
        .map(row -> new KeyUsageView.Seen((String) row[0], (Instant) row[1], (Instant) row[2]))
        .toList();
  }

  /** What the routes asked for that a key was let into. */
  List<String> scopes(AccountId account, UUID key, Instant from) {
    Query query = query(SCOPES, Map.of("account", account.uuid(), "key", key, "from", from));
    return ((List<?>) query.getResultList()).stream().map(String.class::cast).toList();
  }

  private static Stream<Object[]> found(String sql, Map<String, Object> values) {
    return ((List<?>) query(sql, values).getResultList()).stream().map(Object[].class::cast);
  }

  private static Query query(String sql, Map<String, Object> values) {
    Query query = Panache.getEntityManager().createNativeQuery(sql);
    values.forEach(query::setParameter);
    return query;
  }

  private static long number(Object column) {
    return ((Number) column).longValue();
  }
}
