package dev.belfry.monitor.pause;

import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.MonitorPauses;
import dev.belfry.platform.claim.Claims;
import dev.belfry.platform.claim.DueWork;
import dev.belfry.platform.database.Accounts;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;

/** Resumes what was paused until now, also what ended while nobody ran. */
@ApplicationScoped
class PauseEnds {
  private static final Claims.Work WORK =
      new Claims.Work("monitor_pause", 200, Duration.ofSeconds(30));

  private final DueWork work;
  private final Accounts accounts;
  private final MonitorPauses pauses;

  PauseEnds(DueWork work, Accounts accounts, MonitorPauses pauses) {
    this.work = work;
    this.accounts = accounts;
    this.pauses = pauses;
  }

  @Scheduled(
      every = "1s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
      identity = "monitor.pauses")
  void poll() throws SQLException {
    runDue();
  }

  void runDue() throws SQLException {
    work.each(
        WORK,
        "monitor_id",
        due ->
            accounts.in(
                due.account(),
                () -> {
                  pauses.end(due.account(), new MonitorId(due.id()));
                  return due;
                }));
  }
}
