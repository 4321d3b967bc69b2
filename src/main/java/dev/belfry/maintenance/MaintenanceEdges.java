package dev.belfry.maintenance;

import dev.belfry.monitor.Judgement;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.mute.Mutes;
import dev.belfry.platform.claim.Claims;
import dev.belfry.platform.claim.DueWork;
import dev.belfry.platform.database.Accounts;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Begins and ends what is due, also what was due while nobody ran, and shows it at the monitors.
 * Whether an alarm is told does not depend on it.
 */
@ApplicationScoped
class MaintenanceEdges {
  private static final int AT_ONCE = 500;
  private static final Claims.Work WORK =
      new Claims.Work("maintenance_window", 100, Duration.ofSeconds(60));

  private final DueWork work;
  private final Accounts accounts;
  private final MaintenanceCourse course;
  private final Mutes mutes;
  private final Judgement judgement;
  private final InstantSource clock;

  MaintenanceEdges(
      DueWork work,
      Accounts accounts,
      MaintenanceCourse course,
      Mutes mutes,
      Judgement judgement,
      InstantSource clock) {
    this.work = work;
    this.accounts = accounts;
    this.course = course;
    this.mutes = mutes;
    this.judgement = judgement;
    this.clock = clock;
  }

  @Scheduled(
      every = "1s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
      identity = "maintenance.edges")
  void poll() throws SQLException {
    runDue();
  }

  void runDue() throws SQLException {
    work.each(WORK, "id", this::advance);
  }

  private void advance(DueWork.Due due) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Optional<Long> turning =
        accounts.in(
            due.account(),
            () -> {
              Optional<MaintenanceWindow> found = locked(due);
              found.ifPresent(window -> course.advance(window, now));
              MaintenanceWindow.flush();
              return found.filter(window -> window.turning).map(window -> window.version);
            });
    if (turning.isPresent()) {
      show(due, now);
      accounts.in(due.account(), () -> shown(due, turning.get(), now));
    }
  }

  private static Optional<MaintenanceWindow> locked(DueWork.Due due) {
    return MaintenanceWindow.locked(due.account(), new MaintenanceId(due.id()));
  }

  private void show(DueWork.Due due, Instant now) {
    int seen = AT_ONCE;
    while (seen == AT_ONCE) {
      Mutes.Turned some =
          accounts.in(due.account(), () -> mutes.turn(due.account(), due.id(), now, AT_ONCE));
      for (MonitorId monitor : some.toTell()) {
        judgement.settle(due.account(), monitor, now);
      }
      seen = some.seen();
    }
  }

  /** Unless it was changed meanwhile: then it is still due. */
  private boolean shown(DueWork.Due due, long version, Instant now) {
    Optional<MaintenanceWindow> found = locked(due);
    if (found.isEmpty() || found.get().version != version) {
      return false;
    }
    MaintenanceWindow window = found.get();
    window.turning = false;
    if (window.deleted) {
      mutes.forget(due.account(), window.id);
      window.delete();
    } else {
      window.schedule(now);
    }
    return true;
  }
}
