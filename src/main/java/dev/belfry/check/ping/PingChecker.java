package dev.belfry.check.ping;

import dev.belfry.check.Checker;
import dev.belfry.check.HostRules;
import dev.belfry.check.Look;
import dev.belfry.check.TargetViolation;
import dev.belfry.platform.wire.Egress;
import dev.belfry.platform.wire.Phases;
import dev.belfry.platform.wire.Purpose;
import dev.belfry.platform.wire.Route;
import dev.belfry.platform.wire.WireFailure.Reason;
import dev.belfry.platform.wire.dial.Deadline;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;

@ApplicationScoped
class PingChecker implements Checker<PingTarget> {
  private final Egress egress;
  private final HostRules hosts;
  private final Pinger pinger;
  private final Volley.Gear gear;

  PingChecker(Egress egress, HostRules hosts, Pinger pinger) {
    this.egress = egress;
    this.hosts = hosts;
    this.pinger = pinger;
    this.gear =
        new Volley.Gear(
            pinger,
            Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("ping-wheel").factory()),
            Executors.newVirtualThreadPerTaskExecutor());
  }

  @Override
  public String kind() {
    return "ping";
  }

  @Override
  public Class<PingTarget> targetType() {
    return PingTarget.class;
  }

  @Override
  public List<TargetViolation> examine(PingTarget target) {
    List<TargetViolation> found = new ArrayList<>(hosts.examine("/host", target.host(), 0));
    Integer warn = target.warnLossPercent();
    if (warn != null && warn > target.maxLossPercent()) {
      found.add(
          new TargetViolation(
              "/warn_loss_percent",
              "too_large",
              "must be at most max_loss_percent, which is " + target.maxLossPercent()));
    }
    return found;
  }

  /** Only IPv4: many machines have no other, and need none. */
  @Override
  public Optional<String> selfTest() {
    try {
      pinger.open();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("" + e.getMessage());
    }
  }

  @Override
  public CompletionStage<Look> look(PingTarget target, Duration timeout) {
    long begun = System.nanoTime();
    Deadline deadline = Deadline.in(timeout);
    return egress
        .resolve(target.host(), 0, Purpose.MONITOR, timeout)
        .thenCompose(
            route -> {
              int dns = Math.toIntExact(Duration.ofNanos(System.nanoTime() - begun).toMillis());
              return switch (route) {
                case Route.Open open ->
                    new Volley(gear, target, open.addresses().getFirst(), deadline)
                        .look(begun, dns);
                case Route.Blocked blocked -> failed(Reason.BLOCKED, blocked.message(), dns);
                case Route.Unresolved none ->
                    failed(none.late() ? Reason.TIMEOUT : Reason.DNS, none.message(), dns);
              };
            });
  }

  private static CompletionStage<Look> failed(Reason reason, String message, int millis) {
    return CompletableFuture.completedFuture(Look.failed(reason, message, Phases.total(millis)));
  }

  @PreDestroy
  void close() {
    gear.wheel().shutdownNow();
    gear.threads().shutdownNow();
  }
}
