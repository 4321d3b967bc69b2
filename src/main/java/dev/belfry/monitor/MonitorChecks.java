package dev.belfry.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.access.Access;
import dev.belfry.access.grant.Scope;
import dev.belfry.check.Checkers;
import dev.belfry.check.Look;
import dev.belfry.check.Target;
import dev.belfry.monitor.network.OwnNetwork;
import dev.belfry.platform.event.Subject;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Looks that somebody asks for: now, or before anything is saved. No transaction is open while we
 * look.
 */
@ApplicationScoped
public class MonitorChecks {
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
      String kind, Target target, Duration timeout, Thresholds thresholds, long era) {}

  /**
   * Looks at once and records it as any other look; a paused monitor stays paused and unrecorded.
   */
  public LookView checkNow(MonitorId id) {
    Ready ready = QuarkusTransaction.requiringNew().call(() -> load(id));
    Instant at = clock.instant();
    Look look = ready.thresholds().counted(look(ready.kind(), ready.target(), ready.timeout()));
    // In the name of the caller, so that nothing is written for a key that was revoked meanwhile.
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                judgement.judgeIn(
                    access.account(), new Judgement.Made(id, ready.era(), look, at, null)));
    return LookView.of(look, at);
  }

  /** Looks as a monitor with this body would; nothing is saved. */
  public LookView test(JsonNode body) {
    MonitorBodies.Body wanted = bodies.read(body);
    access.require(Scope.MONITOR_CREATE, wanted.common().place());
    Instant at = clock.instant();
    NewMonitor common = wanted.common();
    Look look = look(common.type(), wanted.target(), Duration.ofSeconds(common.timeout()));
    return LookView.of(common.seen(look), at);
  }

  private Ready load(MonitorId id) {
    Monitor monitor = reach.find(id, Scope.MONITOR_UPDATE).monitor();
    changed.fire(
        new MonitorChanged(
            access.account(),
            access.actor(),
            new Subject("monitor", id.text(), monitor.name, monitor.categoryId),
            clock.instant(),
            "monitor.checked",
            List.of()));
    return new Ready(
        monitor.kind,
        targets.open(monitor.accountId, monitor.id, monitor.kind, monitor.target, monitor.secrets),
        monitor.timeout(),
        monitor.thresholds(),
        reach.state(id).era);
  }

  private Look look(String kind, Target target, Duration timeout) {
    return checkers
        .look(kind, target, timeout)
        .thenCompose(network::counted)
        .toCompletableFuture()
        .join();
  }
}
