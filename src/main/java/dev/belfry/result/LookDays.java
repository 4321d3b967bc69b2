package dev.belfry.result;

import dev.belfry.account.Plan;
import dev.belfry.account.Plans;
import dev.belfry.platform.event.AccountId;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * The tables in which looks are kept, one for each day of UTC: made three days ahead, dropped when
 * no plan shows their looks. What shorter plans no longer show is deleted a day and some rows at a
 * time.
 */
@ApplicationScoped
class LookDays {
  private static final Logger LOG = Logger.getLogger(LookDays.class);
  private static final int AHEAD = 3;
  private static final int AT_ONCE = 10_000;
  private static final String LOOKS_OF_ACCOUNTS =
      """
      delete from result_look d using (
        select l.monitor_id, l.at, l.n from monitor m join result_look l on l.monitor_id = m.id
        where m.account_id = any(?) and l.at < ? limit %d) old
      where d.monitor_id = old.monitor_id and d.at = old.at and d.n = old.n"""
          .formatted(AT_ONCE);
  private static final String HOURS_OF_ACCOUNTS =
      """
      delete from result_hour where ctid = any(array(
        select h.ctid from result_hour h where h.account_id = any(?) and h.at < ? limit %d))"""
          .formatted(AT_ONCE);
  private static final String OLD =
      "delete from %s where ctid = any(array(select ctid from %1$s where at < ? limit "
          + AT_ONCE
          + "))";
  private static final String PERIODS =
      """
      delete from result_period where ctid = any(array(
        select p.ctid from result_period p, (select ?::timestamptz as kept) k
        where p.since < k.kept and exists (
          select 1 from result_period later
          where later.monitor_id = p.monitor_id and later.since > p.since and later.since <= k.kept)
        limit %d))"""
          .formatted(AT_ONCE);

  private final AgroalDataSource system;
  private final ResultConfig config;
  private final InstantSource clock;

  LookDays(
      @DataSource("system") AgroalDataSource system, ResultConfig config, InstantSource clock) {
    this.system = system;
    this.config = config;
    this.clock = clock;
  }

  /** Before the first look: otherwise the days ahead would have looks beside their tables. */
  void start(@Observes StartupEvent event) {
    try {
      makeAhead();
    } catch (SQLException e) {
      LOG.error("the tables of the next days could not be made; looks go to the common one", e);
    }
  }

  @Scheduled(
      every = "10m",
      delayed = "1m",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void runDue() throws SQLException {
    makeAhead();
    Instant now = clock.instant();
    try (Connection connection = system.getConnection()) {
      call(connection, "select result_drop_days(?)", day(now.minus(config.keepRaw())));
      deleteBefore(connection, OLD.formatted("result_look_other"), now.minus(config.keepRaw()));
      deleteBefore(connection, OLD.formatted("result_hour"), now.minus(longestHourly()));
      deleteBefore(connection, PERIODS, now.minus(config.keepPeriods()));
      for (Plan plan : Plan.values()) {
        shorten(connection, plan, now);
      }
    }
  }

  private void makeAhead() throws SQLException {
    LocalDate today = day(clock.instant());
    try (Connection connection = system.getConnection()) {
      for (int ahead = 0; ahead <= AHEAD; ahead++) {
        call(connection, "select result_add_day(?)", today.plusDays(ahead));
      }
    }
  }

  private void shorten(Connection connection, Plan plan, Instant now) throws SQLException {
    List<AccountId> accounts = Plans.having(plan, connection);
    if (accounts.isEmpty()) {
      return;
    }
    // By whole days, so that a day is gone through once and not at every run.
    Instant raw = Hours.day(now.minus(plan.retention().raw()));
    Instant hourly = Hours.day(now.minus(plan.retention().hourly()));
    if (plan.retention().raw().compareTo(config.keepRaw()) < 0) {
      deleteOf(connection, LOOKS_OF_ACCOUNTS, accounts, raw);
    }
    if (plan.retention().hourly().compareTo(longestHourly()) < 0) {
      deleteOf(connection, HOURS_OF_ACCOUNTS, accounts, hourly);
    }
  }

  private static Duration longestHourly() {
    return java.util.Arrays.stream(Plan.values())
        .map(plan -> plan.retention().hourly())
        .max(Duration::compareTo)
        .orElseThrow();
  }

  private static void deleteOf(
      Connection connection, String sql, List<AccountId> accounts, Instant before)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(
          1, connection.createArrayOf("uuid", accounts.stream().map(AccountId::uuid).toArray()));
      statement.setObject(2, before.atOffset(ZoneOffset.UTC));
      untilFew(statement);
    }
  }

  private static void deleteBefore(Connection connection, String sql, Instant before)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, before.atOffset(ZoneOffset.UTC));
      untilFew(statement);
    }
  }

  private static void untilFew(PreparedStatement statement) throws SQLException {
    while (statement.executeUpdate() == AT_ONCE) {
      // the next ones
    }
  }

  private static void call(Connection connection, String sql, LocalDate day) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, day);
      statement.execute();
    }
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }
}
