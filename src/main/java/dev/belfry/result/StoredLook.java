package dev.belfry.result;

import dev.belfry.check.Verdict;
import dev.belfry.monitor.MonitorId;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.page.Cursor;
import dev.belfry.platform.wire.Phases;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.hibernate.query.NativeQuery;
import org.hibernate.type.StandardBasicTypes;
import org.jspecify.annotations.Nullable;

/**
 * A look as it is kept. No entity: it has no id of its own, and is written many at once.
 *
 * @param n tells looks of one instant apart
 * @param said null for a look that was good in every way
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record StoredLook(
    Instant at,
    short n,
    Verdict verdict,
    int latencyMs,
    byte @Nullable [] packed,
    @Nullable String said) {

  String code() {
    return said == null ? "ok" : said.substring(0, said.indexOf('\n'));
  }

  /** Null where there was nothing to say. */
  @Nullable String message() {
    return said == null ? null : said.substring(said.indexOf('\n') + 1);
  }

  Phases phases() {
    return LookBytes.unpack(packed, latencyMs);
  }

  Cursor cursor() {
    return new Cursor(at, new UUID(0, n));
  }

  /**
   * What is asked for.
   *
   * @param since what is older is no longer shown
   */
  record Wanted(Span span, @Nullable Verdict verdict, Instant since) {}

  /** Newest first, one more than the limit when there is more. */
  static List<StoredLook> listed(
      AccountId account, MonitorId monitor, Wanted wanted, @Nullable Cursor after, int limit) {
    Map<String, Object> values = new TreeMap<>();
    StringBuilder sql =
        new StringBuilder(
            "select at, n, cast(verdict as text) as verdict, latency_ms, phases, said from result_look"
                + " where account_id = :account and monitor_id = :monitor and at >= :since");
    values.put("account", account.uuid());
    values.put("monitor", monitor.uuid());
    Instant from = wanted.span().from();
    values.put("since", from != null && from.isAfter(wanted.since()) ? from : wanted.since());
    if (wanted.span().to() != null) {
      sql.append(" and at < :to");
      values.put("to", wanted.span().to());
    }
    if (wanted.verdict() != null) {
      sql.append(" and verdict = cast(:verdict as \"char\")");
      values.put("verdict", LookBytes.letter(wanted.verdict()));
    }
    if (after != null) {
      sql.append(" and (at, n) < (:at, :n)");
      values.put("at", after.at());
      values.put("n", (short) after.id().getLeastSignificantBits());
    }
    sql.append(" order by at desc, n desc");
    return rows(sql.toString(), values, limit + 1);
  }

  private static List<StoredLook> rows(String sql, Map<String, Object> values, int most) {
    Query query = Panache.getEntityManager().createNativeQuery(sql, Object[].class);
    query
        .unwrap(NativeQuery.class)
        .addScalar("at", StandardBasicTypes.INSTANT)
        .addScalar("n", StandardBasicTypes.SHORT)
        .addScalar("verdict", StandardBasicTypes.STRING)
        .addScalar("latency_ms", StandardBasicTypes.INTEGER)
        .addScalar("phases", StandardBasicTypes.BINARY)
        .addScalar("said", StandardBasicTypes.STRING);
    values.forEach(query::setParameter);
    List<?> found = query.setMaxResults(most).getResultList();
    return found.stream().map(Object[].class::cast).map(StoredLook::of).toList();
  }

  private static StoredLook of(Object[] row) {
    return new StoredLook(
        (Instant) row[0],
        (Short) row[1],
        LookBytes.verdict((String) row[2]),
        (Integer) row[3],
        (byte[]) row[4],
        (String) row[5]);
  }
}
