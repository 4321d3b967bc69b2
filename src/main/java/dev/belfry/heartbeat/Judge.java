package dev.belfry.heartbeat;

import dev.belfry.check.Look;
import dev.belfry.check.Verdict;
import dev.belfry.heartbeat.schedule.Spans;
import dev.belfry.monitor.Judgement;
import dev.belfry.monitor.MonitorId;
import dev.belfry.platform.database.Accounts;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.wire.Phases;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides on one heartbeat that is due: the reports that wait, the runs that did not end, and the
 * deadline that passed. One transaction, bound to its account, with its state and row locked. Made
 * at the start: made when first needed, it would take the first miss for one of before.
 */
@Startup
@ApplicationScoped
class Judge {
  private static final int AT_ONCE = 200;

  /** A deadline is looked at within seconds; later than this, nobody was here. */
  private static final Duration PROMPT = Duration.ofSeconds(60);

  private static final String LOCK =
      """
      select h.definition, h.pending, h.last_ping_at, h.expected_at, h.missed_since
      from heartbeat h where h.account_id = ? and h.monitor_id = ? for update""";

  private static final String WAITING =
      """
      select n, at, verdict, code, report, duration_ms from heartbeat_ping
      where account_id = ? and monitor_id = ? and unjudged order by n limit ?""";

  private static final String JUDGED =
      "update heartbeat_ping set unjudged = false where account_id = ? and monitor_id = ? and unjudged and n <= ?";

  private static final String TIMED_OUT =
      """
      update heartbeat_run set status = 'timed_out', ended_at = ?,
        duration_ms = extract(epoch from ?::timestamptz - started_at) * 1000
      where account_id = ? and monitor_id = ? and status = 'running' and started_at <= ? returning started_at""";

  private static final String UNDER_WAY =
      """
      select count(*) as runs, min(started_at) as oldest from heartbeat_run
      where account_id = ? and monitor_id = ? and status = 'running'""";

  private static final String SETTLE =
      """
      update heartbeat set pending = ?, expected_at = ?, missed_since = ?, open_runs = ?, due_at = ?, holder = null,
        lease_until = null
      where account_id = ? and monitor_id = ?""";

  private final AgroalDataSource app;
  private final Accounts accounts;
  private final Judgement judgement;
  private final Plans plans;
  private final InstantSource clock;
  private final Instant listeningSince;

  Judge(
      AgroalDataSource app,
      Accounts accounts,
      Judgement judgement,
      Plans plans,
      InstantSource clock) {
    this.app = app;
    this.accounts = accounts;
    this.judgement = judgement;
    this.plans = plans;
    this.clock = clock;
    this.listeningSince = clock.instant();
  }

  private record Due(Plan plan, boolean pending, Pulse pulse) {}

  private record Waiting(long n, Look look, Instant at) {}

  void judge(AccountId account, MonitorId monitor) {
    accounts.in(
        account,
        () -> {
          judgeIn(account, monitor);
          return monitor;
        });
  }

  private void judgeIn(AccountId account, MonitorId monitor) throws SQLException {
    Optional<Long> era = judgement.hold(account, monitor);
    try (Connection connection = app.getConnection()) {
      Case one = new Case(connection, account, monitor, era.orElse(0L), clock.instant());
      Due due = one.lock(plans);
      if (due == null) {
        return;
      }
      if (era.isEmpty()) {
        one.settle(false, due.pulse(), 0, null);
        return;
      }
      boolean more = due.pending() && reports(one);
      List<Instant> hung = one.timeOut(due.plan().longestRun());
      for (Instant start : hung) {
        judge(one, hung(start, one.now()), one.now());
      }
      Pulse pulse = deadline(one, due);
      one.settle(due.plan(), pulse, more);
    }
  }

  /** Whether there are more. */
  private boolean reports(Case one) throws SQLException {
    List<Waiting> waiting = one.waiting();
    for (Waiting report : waiting) {
      judge(one, report.look(), report.at());
    }
    if (!waiting.isEmpty()) {
      one.judged(waiting.getLast().n());
    }
    return waiting.size() == AT_ONCE;
  }

  private Pulse deadline(Case one, Due due) {
    Instant deadline = due.plan().deadline(due.pulse().expectedAt());
    if (deadline == null || deadline.isAfter(one.now())) {
      return due.pulse();
    }
    if (deadline.isBefore(listeningSince) || deadline.plus(PROMPT).isBefore(one.now())) {
      judge(
          one,
          Look.unknown(
              "not_listening", "Nobody listened when it was expected, so it may have reported"),
          one.now());
      return due.pulse().afresh(one.now(), due.plan(), true);
    }
    judge(one, missed(due), one.now());
    return due.pulse().missed(due.plan());
  }

  private void judge(Case one, Look look, Instant at) {
    judgement.judgeIn(one.account(), new Judgement.Made(one.monitor(), one.era(), look, at, null));
  }

  private static Look missed(Due due) {
    return Look.of(
        Verdict.DOWN,
        "missed",
        "It did not report when it was expected, at "
            + seconds(Objects.requireNonNull(due.pulse().expectedAt()))
            + " and "
            + due.plan().grace().toSeconds()
            + " s after that; last heard of at "
            + seconds(Objects.requireNonNullElse(due.pulse().lastPingAt(), Instant.EPOCH)),
        Phases.total(0));
  }

  private static Look hung(Instant start, Instant now) {
    return Look.of(
        Verdict.DOWN,
        "run_too_long",
        "The run that began at "
            + seconds(start)
            + " has not ended after "
            + Spans.text(Duration.between(start, now)),
        Phases.total(0));
  }

  private static Instant seconds(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS);
  }

  /** The heartbeat that is decided on, in its transaction. */
  private record Case(
      Connection connection, AccountId account, MonitorId monitor, long era, Instant now) {

    @Nullable Due lock(Plans plans) throws SQLException {
      try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
        address(statement, 1);
        try (ResultSet row = statement.executeQuery()) {
          return row.next()
              ? new Due(
                  plans.of(row.getString("definition")),
                  row.getBoolean("pending"),
                  new Pulse(
                      Columns.time(row, "last_ping_at"),
                      Columns.time(row, "expected_at"),
                      Columns.time(row, "missed_since")))
              : null;
        }
      }
    }

    List<Waiting> waiting() throws SQLException {
      List<Waiting> waiting = new ArrayList<>();
      try (PreparedStatement statement = connection.prepareStatement(WAITING)) {
        address(statement, 1);
        statement.setInt(3, AT_ONCE);
        try (ResultSet row = statement.executeQuery()) {
          while (row.next()) {
            Phases phases =
                Phases.total((int) Math.min(row.getLong("duration_ms"), Integer.MAX_VALUE));
            waiting.add(
                new Waiting(
                    row.getLong("n"),
                    Look.of(
                        Verdict.valueOf(row.getString("verdict")),
                        row.getString("code"),
                        row.getString("report"),
                        phases),
                    Objects.requireNonNull(Columns.time(row, "at"))));
          }
        }
      }
      return waiting;
    }

    void judged(long last) throws SQLException {
      try (PreparedStatement statement = connection.prepareStatement(JUDGED)) {
        address(statement, 1);
        statement.setLong(3, last);
        statement.executeUpdate();
      }
    }

    List<Instant> timeOut(Duration longest) throws SQLException {
      List<Instant> starts = new ArrayList<>();
      try (PreparedStatement statement = connection.prepareStatement(TIMED_OUT)) {
        statement.setObject(1, now.atOffset(ZoneOffset.UTC));
        statement.setObject(2, now.atOffset(ZoneOffset.UTC));
        address(statement, 3);
        statement.setObject(5, now.minus(longest).atOffset(ZoneOffset.UTC));
        try (ResultSet row = statement.executeQuery()) {
          while (row.next()) {
            starts.add(Objects.requireNonNull(Columns.time(row, "started_at")));
          }
        }
      }
      return starts;
    }

    /** With the next moment at which something is to be decided. */
    void settle(Plan plan, Pulse pulse, boolean more) throws SQLException {
      try (PreparedStatement statement = connection.prepareStatement(UNDER_WAY)) {
        address(statement, 1);
        try (ResultSet row = statement.executeQuery()) {
          row.next();
          Instant oldest = Columns.time(row, "oldest");
          Instant run = oldest == null ? null : oldest.plus(plan.longestRun());
          Instant deadline = plan.deadline(pulse.expectedAt());
          Instant due =
              deadline == null || (run != null && run.isBefore(deadline)) ? run : deadline;
          settle(more, pulse, row.getInt("runs"), more ? now : due);
        }
      }
    }

    void settle(boolean pending, Pulse pulse, int runs, @Nullable Instant due) throws SQLException {
      try (PreparedStatement statement = connection.prepareStatement(SETTLE)) {
        statement.setBoolean(1, pending);
        time(statement, 2, pulse.expectedAt());
        time(statement, 3, pulse.missedSince());
        statement.setInt(4, runs);
        time(statement, 5, due);
        address(statement, 6);
        statement.executeUpdate();
      }
    }

    private void address(PreparedStatement statement, int first) throws SQLException {
      statement.setObject(first, account.uuid());
      statement.setObject(first + 1, monitor.uuid());
    }

    private static void time(PreparedStatement statement, int place, @Nullable Instant at)
        throws SQLException {
      statement.setObject(
          place,
          at == null ? null : at.atOffset(ZoneOffset.UTC),
          java.sql.Types.TIMESTAMP_WITH_TIMEZONE);
    }
  }
}
