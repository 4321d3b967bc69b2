package dev.belfry.monitor;

import dev.belfry.check.Look;
import dev.belfry.check.Verdict;
import dev.belfry.monitor.Standing.Alarm;
import dev.belfry.monitor.standing.History;
import dev.belfry.monitor.standing.Muted;
import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "monitor_state")
class MonitorState extends PanacheEntityBase {
  /** What a look may take beyond its timeout before another replica takes over. */
  static final int LEASE_MARGIN_SECONDS = 10;

  @Id UUID monitorId;
  UUID accountId;

  @Enumerated(EnumType.STRING)
  @JdbcTypeCode(SqlTypes.VARCHAR)
  MonitorStatus status;

  Instant statusSince;

  @Enumerated(EnumType.STRING)
  @JdbcTypeCode(SqlTypes.VARCHAR)
  Alarm alarm;

  boolean down;
  boolean degraded;
  boolean degradedTold;
  boolean flapping;
  boolean overdue;
  long history;
  @Nullable Instant lastCheckedAt;

  @Enumerated(EnumType.STRING)
  @JdbcTypeCode(SqlTypes.VARCHAR)
  @Nullable Verdict verdict;

  @Nullable Integer latencyMs;
  @Nullable String code;
  @Nullable String message;
  long revision;
  long era;
  @Nullable Instant dueAt;

  /** Null where it is not paused, or until somebody resumes it. */
  @Nullable Instant pausedUntil;

  /** The stretch in which it is muted, or the next one. */
  @Nullable Instant mutedFrom;

  @Nullable Instant mutedUntil;

  /** What MAINTENANCE hides; null while nothing is hidden. */
  @Enumerated(EnumType.STRING)
  @JdbcTypeCode(SqlTypes.VARCHAR)
  @Nullable MonitorStatus beneath;

  /** What of it was known when it was hidden, as {@link Standing#told()} says it. */
  short told;

  int leaseSeconds;
  @Nullable UUID holder;
  @Nullable Instant leaseUntil;

  static MonitorState fresh(Monitor monitor, Instant now) {
    MonitorState state = new MonitorState();
    state.monitorId = monitor.id;
    state.accountId = monitor.accountId;
    state.stand(Standing.NEW, now);
    state.dueAt = now;
    state.leaseFor(monitor);
    return state;
  }

  static Optional<MonitorState> of(AccountId account, MonitorId id) {
    return find("accountId = ?1 and monitorId = ?2", account.uuid(), id.uuid())
        .firstResultOptional();
  }

  /** Nobody else decides on this monitor before we have committed. */
  static Optional<MonitorState> locked(AccountId account, MonitorId id) {
    return find("accountId = ?1 and monitorId = ?2", account.uuid(), id.uuid())
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResultOptional();
  }

  /** How it stands, whatever maintenance hides. */
  Standing standing() {
    return new Standing(
        beneath == null ? status : beneath,
        alarm,
        down,
        degraded,
        degradedTold,
        flapping,
        overdue,
        new History(history));
  }

  Muted muted() {
    return new Muted(mutedFrom, mutedUntil, beneath != null);
  }

  /**
   * Begins or ends to show that it is muted, as of the moment when that began or ended, however
   * late this is called.
   *
   * @return whether it is over now, so that what was held back may be told
   */
  boolean settle(Instant at) {
    if (missed(at)) {
      // So that history knows of it.
      told = standing().told();
      show(status, true, later(mutedFrom));
      flush();
    }
    boolean over = beneath != null && muted().isOver(at);
    if (over) {
      show(standing().status(), false, later(mutedUntil));
    }
    if (muted().isOver(at)) {
      nextMute(at);
    }
    boolean begins = beneath == null && status != MonitorStatus.PAUSED && muted().covers(at);
    if (begins) {
      told = over ? told : standing().told();
      show(status, true, later(mutedFrom));
    }
    return over && !begins;
  }

  private boolean missed(Instant at) {
    return beneath == null
        && status != MonitorStatus.PAUSED
        && mutedUntil != null
        && muted().isOver(at)
        && statusSince.isBefore(mutedUntil);
  }

  private void nextMute(Instant at) {
    Object[] next =
        (Object[])
            getEntityManager()
                .createNativeQuery(
                    "select starts_at, ends_at from monitor_mute_next(?1, ?2, ?3)", Object[].class)
                .setParameter(1, accountId)
                .setParameter(2, monitorId)
                .setParameter(3, at)
                .getSingleResult();
    mutedFrom = instant(next[0]);
    mutedUntil = instant(next[1]);
    revision++;
  }

  private static @Nullable Instant instant(@Nullable Object value) {
    return value instanceof OffsetDateTime time ? time.toInstant() : (Instant) value;
  }

  private Instant later(@Nullable Instant turned) {
    return turned == null || turned.isBefore(statusSince) ? statusSince : turned;
  }

  private void show(MonitorStatus real, boolean hidden, Instant since) {
    MonitorStatus shown = hidden ? MonitorStatus.MAINTENANCE : real;
    beneath = hidden ? real : null;
    if (status != shown) {
      status = shown;
      statusSince = since;
      revision++;
    }
  }

  void stand(Standing standing, Instant at) {
    boolean pauses = standing.status() == MonitorStatus.PAUSED;
    boolean hidden = !pauses && (beneath != null || muted().covers(at)) && !muted().isOver(at);
    if (hidden && beneath == null) {
      told = standing.told();
    }
    show(standing.status(), hidden, at);
    alarm = standing.alarm();
    down = standing.down();
    degraded = standing.degraded();
    degradedTold = standing.degradedTold();
    flapping = standing.flapping();
    overdue = standing.overdue();
    history = standing.history().bits();
    revision++;
  }

  void saw(Look look, Instant at) {
    lastCheckedAt = at;
    verdict = look.verdict();
    latencyMs = look.latencyMs();
    code = look.code();
    message = look.message();
  }

  void dueAt(@Nullable Instant due) {
    dueAt = due;
    holder = null;
    leaseUntil = null;
    revision++;
  }

  /** What began before counts no more. */
  void newEra() {
    era++;
    revision++;
  }

  void pause(Instant now) {
    newEra();
    stand(Standing.PAUSED, now);
    pausedUntil = null;
    dueAt(null);
  }

  void resume(Instant now) {
    newEra();
    stand(Standing.NEW, now);
    pausedUntil = null;
    dueAt(now);
  }

  void leaseFor(Monitor monitor) {
    leaseSeconds = monitor.timeoutSeconds + LEASE_MARGIN_SECONDS;
  }
}
