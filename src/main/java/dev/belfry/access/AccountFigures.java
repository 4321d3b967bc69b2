package dev.belfry.access;

import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an account uses and may use, in one statement: it is asked for often. */
@ApplicationScoped
public class AccountFigures {
  private static final String SQL =
      """
      select q.resource, q.used, q.most,
        (select count(*) from access_key k where k.account_id = :account and k.deleted_at is null
          and k.revoked_at is null and k.successor_id is null and (k.expires_at is null or k.expires_at > :now)),
        (select coalesce(sum(u.calls), 0) from access_key_usage u where u.account_id = :account and u.month = :month),
        a.calls_per_hour,
        case when a.calls_per_hour is not null then coalesce((select h.used from access_hour h
          where h.account_id = :account and h.hour = date_trunc('hour', clock_timestamp())), 0) end
      from access_quota q join access_account a on a.id = q.account_id where q.account_id = :account""";

  /**
   * @param levels by resource
   * @param callsThisMonth by key, in the current month (UTC), within 30 seconds of exact
   * @param callsPerHour what the plan admits in an hour of the clock; null is no limit
   * @param callsThisHour null where there is no limit, for which nothing is counted
   */
  public record Figures(
      Map<String, Level> levels,
      long activeKeys,
      long callsThisMonth,
      @Nullable Long callsPerHour,
      @Nullable Long callsThisHour) {
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
    Long perHour = null;
    Long thisHour = null;
    for (Object row : rows) {
      Object[] columns = (Object[]) row;
      levels.put((String) columns[0], new Level(number(columns[1]), number(columns[2])));
      keys = number(columns[3]);
      calls = number(columns[4]);
      perHour = (Long) columns[5];
      thisHour = (Long) columns[6];
    }
    return new Figures(levels, keys, calls, perHour, thisHour);
  }

  private static long number(Object column) {
    return ((Number) column).longValue();
  }
}
