package dev.belfry.access.watch;

import dev.belfry.access.watch.UnusedKeys.Unused;
import dev.belfry.platform.database.Accounts;
import dev.belfry.platform.event.AccountId;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * Looks at those who were active: every minute, and at once where somebody used a dead key. Several
 * replicas share the work: whoever is being looked at is passed by.
 */
@ApplicationScoped
class Rounds {
  private static final Logger LOG = Logger.getLogger(Rounds.class);
  private static final Duration FLAGS = Duration.ofDays(400);
  private static final Duration HOURS = Duration.ofDays(2);
  private static final String BUSY =
      """
      select account_id from access_due
      union select account_id from access_flag where disables and disabled_at is null""";

  private final AgroalDataSource system;
  private final Accounts accounts;
  private final Watch watch;
  private final KeyDisabling disabling;
  private final UnusedKeys unused;
  private final Flagging flags;
  private final Scheduler scheduler;
  private final InstantSource clock;
  private final AtomicBoolean woken = new AtomicBoolean();
  private final ReentrantLock looking = new ReentrantLock();

  Rounds(
      @DataSource("system") AgroalDataSource system,
      Accounts accounts,
      Watch watch,
      KeyDisabling disabling,
      UnusedKeys unused,
      Flagging flags,
      Scheduler scheduler,
      InstantSource clock) {
    this.system = system;
    this.accounts = accounts;
    this.watch = watch;
    this.disabling = disabling;
    this.unused = unused;
    this.flags = flags;
    this.scheduler = scheduler;
    this.clock = clock;
  }

  /** Without a scheduler all is done by hand. */
  void wake() {
    if (scheduler.isRunning() && woken.compareAndSet(false, true)) {
      Thread.startVirtualThread(
          () -> {
            woken.set(false);
            runDue();
          });
    }
  }

  @Scheduled(every = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void runDue() {
    looking.lock();
    try {
      for (AccountId account : busy()) {
        untilDone(account, () -> watch.look(account));
        untilDone(account, () -> disabling.next(account));
      }
    } catch (SQLException e) {
      LOG.warnf("nobody could be looked at: %s", e.getMessage());
    } finally {
      looking.unlock();
    }
  }

  /** One account that cannot be looked at keeps nobody else from it. */
  private void untilDone(AccountId account, Callable<Boolean> work) {
    try {
      while (accounts.in(account, work)) {
        // the next ones
      }
    } catch (RuntimeException e) {
      LOG.errorf(e, "the callers of account %s could not be looked at", account.text());
    }
  }

  private List<AccountId> busy() throws SQLException {
    List<AccountId> found = new ArrayList<>();
    try (Connection connection = system.getConnection();
        PreparedStatement statement = connection.prepareStatement(BUSY);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        found.add(new AccountId(row.getObject(1, UUID.class)));
      }
    }
    return found;
  }

  /** Flags keys that are not used, and forgets what is too old. */
  @Scheduled(
      every = "6h",
      delayed = "10m",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void runUpkeep() throws SQLException {
    Instant now = clock.instant();
    List<Unused> keys;
    do {
      keys = unused.at(now);
      for (Unused key : keys) {
        Seen who = new Seen(Subjects.KEY, key.key());
        accounts.in(
            key.account(),
            () -> {
              flags.raise(key.account(), who, Suspicion.of(FlagKind.UNUSED, now));
              return key;
            });
      }
    } while (!keys.isEmpty());
    forget("delete from access_missing where hour < ?", now.minus(HOURS));
    forget("delete from access_failure where hour < ?", now.minus(HOURS));
    forget("delete from access_network where last_seen_at < ?", now.minus(FLAGS));
    forget("delete from access_flag where at < ?", now.minus(FLAGS));
  }

  private void forget(String sql, Instant before) throws SQLException {
    try (Connection connection = system.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, before.atOffset(ZoneOffset.UTC));
      statement.executeUpdate();
    }
  }
}
