package dev.belfry.monitor.mute;

import dev.belfry.monitor.Judgement;
import dev.belfry.monitor.MonitorId;
import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes when monitors are muted, and shows it. In the caller's transaction. */
@ApplicationScoped
public class Mutes {
  /** So long what is over is kept, for whoever may know of it by a monitor of his. */
  private static final Duration KEPT = Duration.ofDays(1);

  /** Whoever judges or deletes a monitor locks its state first, too. */
  private static final String HOLD =
      """
      select s.monitor_id from monitor_state s where s.account_id = ?1 and (s.monitor_id = any (?3) or (?4 and s.monitor_id in (
        select u.monitor_id from monitor_mute u where u.account_id = ?1 and u.muted_by = ?2)))
      order by s.monitor_id for update""";

  /** What runs and is wanted on ends when it is to; the rest ends now. */
  private static final String END =
      """
      update monitor_mute u set ends_at = case when u.monitor_id = any (?4) then cast(?5 as timestamptz) else cast(?3 as timestamptz) end
      where u.account_id = ?1 and u.muted_by = ?2 and u.monitor_id = any (?6)
        and u.starts_at <= cast(?3 as timestamptz) and u.ends_at > cast(?3 as timestamptz)""";

  private static final String CLEAR =
      """
      delete from monitor_mute u where u.account_id = ?1 and u.muted_by = ?2 and u.monitor_id = any (?3)
        and (u.starts_at > cast(?4 as timestamptz) or u.ends_at < cast(?5 as timestamptz))""";

  private static final String ADD =
      """
      insert into monitor_mute (account_id, monitor_id, muted_by, starts_at, ends_at)
      select ?1, w.id, ?2, greatest(cast(?4 as timestamptz), cast(?6 as timestamptz)), cast(?5 as timestamptz) from unnest(?3) w (id)
      where not exists (select 1 from monitor_mute u where u.account_id = ?1 and u.monitor_id = w.id and u.muted_by = ?2
        and u.starts_at <= greatest(cast(?4 as timestamptz), cast(?6 as timestamptz)) and u.ends_at >= cast(?5 as timestamptz))
      on conflict (account_id, monitor_id, muted_by, starts_at) do update set ends_at = excluded.ends_at""";

  /** What runs, or was not yet seen to be over, is made longer or shorter; else the next counts. */
  private static final String STATES =
      """
      update monitor_state s set muted_from = v.starts_at, muted_until = v.ends_at, revision = s.revision + 1
      from (
        select o.monitor_id, case when o.is_open then o.muted_from else n.starts_at end starts_at,
          case when not o.is_open or n.starts_at <= cast(?2 as timestamptz) then n.ends_at
            else least(o.muted_until, cast(?2 as timestamptz)) end ends_at
        from (select x.*, coalesce(x.muted_from <= cast(?2 as timestamptz)
            and (x.beneath is not null or x.muted_until > cast(?2 as timestamptz)
              or (x.status <> 'PAUSED' and x.status_since < x.muted_until)), false) is_open
          from monitor_state x where x.account_id = ?1 and x.monitor_id = any (?3)) o
        cross join lateral monitor_mute_next(?1, o.monitor_id, cast(?2 as timestamptz)) n) v
      where s.account_id = ?1 and s.monitor_id = v.monitor_id
        and (s.muted_from, s.muted_until) is distinct from (v.starts_at, v.ends_at)""";

  private static final String DUE =
      """
      select distinct u.monitor_id from monitor_mute u join monitor_state s on s.monitor_id = u.monitor_id
      where u.account_id = ?1 and u.muted_by = ?2 and (s.muted_until <= cast(?3 as timestamptz)
        or (s.muted_from <= cast(?3 as timestamptz) and s.beneath is null and s.status <> 'PAUSED'))
      limit ?4""";

  /** Also what is over and was never shown, so that history knows of it. */
  private static final String BEGIN =
      """
      update monitor_state s set beneath = s.status, status = 'MAINTENANCE', status_since = greatest(s.status_since, s.muted_from),
        told = cast(s.degraded as int) + 2 * cast(s.flapping as int) + 4 * cast(s.overdue as int), revision = s.revision + 1
      where s.account_id = ?1 and s.monitor_id = any (?2) and s.beneath is null and s.status <> 'PAUSED'
        and s.muted_from <= cast(?3 as timestamptz) and s.status_since < s.muted_until""";

  /** Of those of which nothing was held back, or is still to be. */
  private static final String OVER =
      """
      update monitor_state s set status = coalesce(s.beneath, s.status), beneath = null,
        status_since = case when s.beneath is null then s.status_since else greatest(s.status_since, s.muted_until) end,
        muted_from = n.starts_at, muted_until = n.ends_at, revision = s.revision + 1
      from monitor_state x cross join lateral monitor_mute_next(x.account_id, x.monitor_id, cast(?3 as timestamptz)) n
      where s.account_id = ?1 and x.account_id = ?1 and s.monitor_id = any (?2) and x.monitor_id = s.monitor_id
        and s.muted_until <= cast(?3 as timestamptz)
        and (s.beneath is null or (s.told = cast(s.degraded as int) + 2 * cast(s.flapping as int) + 4 * cast(s.overdue as int)
          and not (s.down and s.alarm = 'NONE' and not s.flapping)
          and (n.starts_at is null or n.starts_at > cast(?3 as timestamptz))))""";

  private static final String FREE =
      """
      select s.monitor_id from monitor_state s where s.account_id = ?1 and s.monitor_id = any (?2)
      order by s.monitor_id for update skip locked""";

  private final Judgement judgement;

  Mutes(Judgement judgement) {
    this.judgement = judgement;
  }

  /** From an instant (inclusive) to another (exclusive). */
  public record Stretch(Instant from, Instant until) {}

  /**
   * From now on these monitors, and no others, are muted in these stretches for this reason.
   *
   * @param by who wants it
   * @param stretches by their beginning, apart from each other; at most one of them runs
   */
  public void plan(
      AccountId account,
      UUID by,
      Collection<MonitorId> monitors,
      List<Stretch> stretches,
      Instant now) {
    UUID[] wanted = ids(monitors);
    write(account, by, new Part(wanted, held(account, by, wanted, true), stretches), now);
  }

  /**
   * The same for one monitor, whose state the caller may hold; others stay as they are.
   *
   * @param stretches none where it is not to be muted
   */
  public void planOne(
      AccountId account, UUID by, MonitorId monitor, List<Stretch> stretches, Instant now) {
    Panache.getEntityManager().flush();
    UUID[] one = {monitor.uuid()};
    UUID[] wanted = stretches.isEmpty() ? new UUID[0] : one;
    write(account, by, new Part(wanted, held(account, by, one, false), stretches), now);
    judgement.mutesChanged(account, monitor, now);
  }

  /** The same for monitors that were made just now, of which nothing was held back. */
  public void planNew(
      AccountId account,
      UUID by,
      Collection<MonitorId> monitors,
      List<Stretch> stretches,
      Instant now) {
    Panache.getEntityManager().flush();
    UUID[] wanted = ids(monitors);
    write(account, by, new Part(wanted, held(account, by, wanted, false), stretches), now);
    query(BEGIN, account.uuid(), wanted, now).executeUpdate();
  }

  /** Nobody is muted for this reason any more; all monitors have been told. */
  public void forget(AccountId account, UUID by) {
    query("delete from monitor_mute where account_id = ?1 and muted_by = ?2", account.uuid(), by)
        .executeUpdate();
  }

  /** Those who want some of these muted, or did within the last day. */
  public List<UUID> wanting(AccountId account, Collection<MonitorId> monitors) {
    List<?> found =
        Panache.getEntityManager()
            .createNativeQuery(
                "select distinct muted_by from monitor_mute where account_id = ?1 and monitor_id = any (?2)",
                UUID.class)
            .setParameter(1, account.uuid())
            .setParameter(2, ids(monitors))
            .getResultList();
    return found.stream().map(UUID.class::cast).toList();
  }

  /**
   * What is left to be done by {@link Judgement#settle}, each in a transaction of its own, since
   * something is to be told.
   *
   * @param seen how many there were to be shown, up to as many as were asked for
   * @param toTell of which something is to be told, or which somebody holds just now
   */
  public record Turned(int seen, List<MonitorId> toTell) {}

  /** Shows some of the monitors as they are to be shown now. */
  public Turned turn(AccountId account, UUID by, Instant now, int most) {
    UUID[] due = uuids(query(DUE, account.uuid(), by, now, most).getResultList());
    if (due.length == 0) {
      return new Turned(0, List.of());
    }
    UUID[] free = uuids(query(FREE, account.uuid(), due).getResultList());
    query(BEGIN, account.uuid(), free, now).executeUpdate();
    query(OVER, account.uuid(), free, now).executeUpdate();
    TreeSet<UUID> left = new TreeSet<>(List.of(due));
    left.retainAll(List.of(uuids(query(DUE, account.uuid(), by, now, most).getResultList())));
    return new Turned(due.length, left.stream().map(MonitorId::new).toList());
  }

  /**
   * @param wanted to be muted
   * @param all that this is about, whose states are locked
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Part(UUID[] wanted, UUID[] all, List<Stretch> stretches) {}

  private static UUID[] held(AccountId account, UUID by, UUID[] wanted, boolean others) {
    return uuids(query(HOLD, account.uuid(), by, wanted, others).getResultList());
  }

  private static void write(AccountId account, UUID by, Part part, Instant now) {
    TreeSet<UUID> there = new TreeSet<>(List.of(part.all()));
    there.retainAll(List.of(part.wanted()));
    UUID[] wanted = there.toArray(UUID[]::new);
    Stretch runs =
        part.stretches().stream()
            .filter(one -> !one.from().isAfter(now) && one.until().isAfter(now))
            .findFirst()
            .orElse(null);
    end(account, by, runs == null ? new UUID[0] : wanted, part.all(), now, runs);
    query(CLEAR, account.uuid(), by, part.all(), now, now.minus(KEPT)).executeUpdate();
    for (Stretch stretch : part.stretches()) {
      if (stretch.until().isAfter(now)) {
        query(ADD, account.uuid(), by, wanted, stretch.from(), stretch.until(), now)
            .executeUpdate();
      }
    }
    query(STATES, account.uuid(), now, part.all()).executeUpdate();
  }

  private static void end(
      AccountId account, UUID by, UUID[] on, UUID[] all, Instant now, @Nullable Stretch runs) {
    query(END, account.uuid(), by, now, on, runs == null ? now : runs.until(), all).executeUpdate();
  }

  private static Query query(String sql, Object... values) {
    Query query = Panache.getEntityManager().createNativeQuery(sql);
    for (int i = 0; i < values.length; i++) {
      query.setParameter(i + 1, values[i]);
    }
    return query;
  }

  private static UUID[] uuids(List<?> rows) {
    return rows.stream().map(UUID.class::cast).toArray(UUID[]::new);
  }

  private static UUID[] ids(Collection<MonitorId> monitors) {
    return monitors.stream().map(MonitorId::uuid).distinct().toArray(UUID[]::new);
  }
}
