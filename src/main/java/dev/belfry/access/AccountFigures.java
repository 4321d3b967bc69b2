package dev.belfry.access;

import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an account uses and may use, in one statement: it is asked for often. */
@ApplicationScoped
public class AccountFigures {
  private static final String SQL =
      """
      select q.resource, q.used, q.most,
        (select count(*) from access_key k where k.account_id = :account and k.deleted_at is null
          and k.revoked_at is null and k.successor_id is null and (k.expires_at is null or k.expires_at > :now)),
        (select coalesce(sum(u.calls), 0) from access_key_usage u where u.account_id = :account and u.month = :month)
      from access_quota q where q.account_id = :account""";

  /**
   * @param levels by resource
   * @param callsThisMonth by key, in the current month (UTC), within 30 seconds of exact
   */
  public record Figures(Map<String, Level> levels, long activeKeys, long callsThisMonth) {
    /** Nothing used and nothing allowed, where the plan says nothing. */
    public Level level(String resource) {
      return levels.getOrDefault(resource, new Level(0, 0));
    }
  }

  public record Level(long used, long most) {}

  public Figures of(AccountId account, Instant now) {
    List<?> rows =
        Panache.getEntityManager()
            .createNativeQuery(SQL)
            .setParameter("account", account.uuid())
            .setParameter("now", now)
            .setParameter("month", now.atZone(ZoneOffset.UTC).toLocalDate().withDayOfMonth(1))
            .getResultList();
    Map<String, Level> levels = new TreeMap<>();
    long keys = 0;
    long calls = 0;
    for (Object row : rows) {
      Object[] columns = (Object[]) row;
      levels.put((String) columns[0], new Level(number(columns[1]), number(columns[2])));
      keys = number(columns[3]);
      calls = number(columns[4]);
    }
    return new Figures(levels, keys, calls);
  }

  private static long number(Object column) {
    return ((Number) column).longValue();
  }
}
