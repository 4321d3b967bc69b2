package dev.belfry.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.access.Access;
import dev.belfry.access.grant.Scope;
import dev.belfry.check.Checkers;
import dev.belfry.check.Look;
import dev.belfry.check.Target;
import dev.belfry.check.Verdict;
import dev.belfry.monitor.network.OwnNetwork;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Subject;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Looks that somebody asks for: now, or before anything is saved. No transaction is open while we
 * look.
 */
@ApplicationScoped
public class MonitorChecks {
  /** There is nothing to look at: it is told how the monitor is. */
  public static final ProblemType REPORTS_BY_ITSELF =
      new ProblemType("reports_by_itself", 409, "This monitor is not looked at");

  private static final int AT_ONCE = 20;

  public static Problem reportsByItself() {
    return Problem.of(REPORTS_BY_ITSELF, "This monitor reports by itself; nobody looks at it.");
  }

  private final Access access;
  private final MonitorReach reach;
  private final MonitorBodies bodies;
  private final Targets targets;
  private final Checkers checkers;
  private final OwnNetwork network;
  private final Judgement judgement;
  private final Event<MonitorChanged> changed;
  private final InstantSource clock;

  MonitorChecks(
      Access access,
      MonitorReach reach,
      MonitorBodies bodies,
      Targets targets,
      Checkers checkers,
      OwnNetwork network,
      Judgement judgement,
      Event<MonitorChanged> changed,
      InstantSource clock) {
    this.access = access;
    this.reach = reach;
    this.bodies = bodies;
    this.targets = targets;
    this.checkers = checkers;
    this.network = network;
    this.judgement = judgement;
    this.changed = changed;
    this.clock = clock;
  }

  private record Ready(
      String name, String kind, Target target, Duration timeout, Thresholds thresholds, long era) {}

  /**
   * Looks at once and records it as any other look; a paused monitor stays paused and unrecorded.
   */
  public LookView checkNow(MonitorId id) {
    Ready ready = QuarkusTransaction.requiringNew().call(() -> load(id));
    Instant at = clock.instant();
    Look look = ready.thresholds().counted(look(ready.kind(), ready.target(), ready.timeout()));
    record(id, ready, look, at);
    return LookView.of(look, at);
  }

  /**
   * One look of many.
   *
   * @param look null where it did not come in time, or was refused
   * @param refused why it was not made
   */
  public record Checked(
      MonitorId monitor, String name, @Nullable LookView look, @Nullable Problem refused) {
    public boolean isGood() {
      return look != null && (look.status() == Verdict.UP || look.status() == Verdict.DEGRADED);
    }
  }

  /**
   * Looks at all of them, few at once, and waits at most so long for all; each is recorded as any
   * other look, but for one that comes late.
   */
  public List<Checked> checkAll(List<MonitorId> ids, Duration most) {
    long end = System.nanoTime() + most.toNanos();
    Semaphore seats = new Semaphore(AT_ONCE);
    List<Under> all = new ArrayList<>();
    for (MonitorId id : ids) {
      all.add(begin(id, seats, end));
    }
    return all.stream().map(under -> await(under, end)).toList();
  }

  /**
   * A look that was begun.
   *
   * @param look null where there was no seat in time, or it was refused
   */
  private record Under(
      MonitorId monitor,
      @Nullable Ready ready,
      Instant at,
      @Nullable CompletableFuture<Look> look,
      @Nullable Problem refused) {}

  private Under begin(MonitorId id, Semaphore seats, long end) {
    try {
      Ready ready = QuarkusTransaction.requiringNew().call(() -> load(id));
      boolean seated = seats.tryAcquire(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      Instant at = clock.instant();
      if (!seated) {
        return new Under(id, ready, at, null, null);
      }
      CompletableFuture<Look> look = ask(ready.kind(), ready.target(), ready.timeout());
      return new Under(id, ready, at, look.whenComplete((done, failure) -> seats.release()), null);
    } catch (Problem refused) {
      return new Under(id, null, clock.instant(), null, refused);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Under(id, null, clock.instant(), null, null);
    }
  }

  private Checked await(Under under, long end) {
    Ready ready = under.ready();
    CompletableFuture<Look> coming = under.look();
    String name = ready == null ? "" : ready.name();
    if (ready == null || coming == null) {
      return new Checked(under.monitor(), name, null, under.refused());
    }
    try {
      Look look =
          ready
              .thresholds()
              .counted(coming.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS));
      record(under.monitor(), ready, look, under.at());
      return new Checked(under.monitor(), name, LookView.of(look, under.at()), null);
    } catch (TimeoutException | ExecutionException late) {
      return new Checked(under.monitor(), name, null, null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Checked(under.monitor(), name, null, null);
    }
  }

  /** In the name of the caller, so that nothing is written for a key that was revoked meanwhile. */
  private void record(MonitorId id, Ready ready, Look look, Instant at) {
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                judgement.judgeIn(
                    access.account(), new Judgement.Made(id, ready.era(), look, at, null)));
  }

  /** Looks as a monitor with this body would; nothing is saved. */
  public LookView test(JsonNode body) {
    MonitorBodies.Body wanted = bodies.read(body);
    access.require(Scope.MONITOR_CREATE, wanted.common().place());
    if (!checkers.of(wanted.common().type()).looks()) {
      throw Problem.invalid("/type", "not_allowed", "reports by itself; nobody looks at it");
    }
    Instant at = clock.instant();
    NewMonitor common = wanted.common();
    Look look = look(common.type(), wanted.target(), Duration.ofSeconds(common.timeout()));
    return LookView.of(common.seen(look), at);
  }

  private Ready load(MonitorId id) {
    Monitor monitor = reach.find(id, Scope.MONITOR_UPDATE).monitor();
    if (!checkers.of(monitor.kind).looks()) {
      throw reportsByItself();
    }
    changed.fire(
        new MonitorChanged(
            access.account(),
            access.actor(),
            new Subject("monitor", id.text(), monitor.name, monitor.categoryId),
            clock.instant(),
            "monitor.checked",
            List.of()));
    return new Ready(
        monitor.name,
        monitor.kind,
        targets.open(monitor.accountId, monitor.id, monitor.kind, monitor.target, monitor.secrets),
        monitor.timeout(),
        monitor.thresholds(),
        reach.state(id).era);
  }

  private Look look(String kind, Target target, Duration timeout) {
    return ask(kind, target, timeout).join();
  }

  private CompletableFuture<Look> ask(String kind, Target target, Duration timeout) {
    AccountId account = access.account();
    return checkers
        .look(kind, target, timeout)
        .thenCompose(found -> network.counted(account, target.host(), found))
        .toCompletableFuture();
  }
}
