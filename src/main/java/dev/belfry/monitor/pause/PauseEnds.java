package dev.belfry.monitor.pause;

import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.MonitorPauses;
import dev.belfry.platform.claim.Claims;
import dev.belfry.platform.database.Accounts;
import dev.belfry.platform.event.AccountId;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Resumes what was paused until now, also what ended while nobody ran. */
@ApplicationScoped
class PauseEnds {
  private static final Logger LOG = Logger.getLogger(PauseEnds.class);
  private static final int BATCH = 200;
  private static final Claims.Work WORK =
      new Claims.Work("monitor_pause", BATCH, Duration.ofSeconds(30));

  private final Claims claims;
  private final Accounts accounts;
  private final MonitorPauses pauses;
  private final InstantSource clock;

  PauseEnds(Claims claims, Accounts accounts, MonitorPauses pauses, InstantSource clock) {
    this.claims = claims;
    this.accounts = accounts;
    this.pauses = pauses;
    this.clock = clock;
  }

  private record Ended(AccountId account, MonitorId monitor) {}

  @Scheduled(
      every = "1s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
      identity = "monitor.pauses")
  void poll() throws SQLException {
    runDue();
  }

  void runDue() throws SQLException {
    List<Ended> ended;
    do {
      ended =
          claims.claim(
              WORK,
              "t.account_id, t.monitor_id",
              clock.instant(),
              row ->
                  new Ended(
                      new AccountId(row.getObject("account_id", UUID.class)),
                      new MonitorId(row.getObject("monitor_id", UUID.class))));
      ended.forEach(this::end);
    } while (ended.size() == BATCH);
  }

  private void end(Ended ended) {
    try {
      accounts.in(
          ended.account(),
          () -> {
            pauses.end(ended.account(), ended.monitor());
            return ended;
          });
    } catch (RuntimeException e) {
      LOG.errorf(e, "the pause of monitor %s could not be ended", ended.monitor().text());
    }
  }
}
