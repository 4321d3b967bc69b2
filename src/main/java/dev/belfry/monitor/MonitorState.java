package dev.belfry.monitor;

import dev.belfry.check.Look;
import dev.belfry.check.Verdict;
import dev.belfry.monitor.Standing.Alarm;
import dev.belfry.monitor.standing.History;
import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
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

  Standing standing() {
    return new Standing(status, alarm, down, degraded, flapping, overdue, new History(history));
  }

  void stand(Standing standing, Instant at) {
    if (status != standing.status()) {
      status = standing.status();
      statusSince = at;
    }
    alarm = standing.alarm();
    down = standing.down();
    degraded = standing.degraded();
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
