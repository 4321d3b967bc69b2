package dev.belfry.check.ssl;

import dev.belfry.check.Checker;
import dev.belfry.check.Errands;
import dev.belfry.check.HostRules;
import dev.belfry.check.Look;
import dev.belfry.check.TargetViolation;
import dev.belfry.platform.wire.dial.Dialer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

@ApplicationScoped
class SslChecker implements Checker<SslTarget> {
  private final Dialer dialer;
  private final Errands errands;
  private final HostRules hosts;
  private final InstantSource clock;
  private final Trust trust;

  @Inject
  SslChecker(Dialer dialer, Errands errands, HostRules hosts, InstantSource clock) {
    this(dialer, errands, hosts, clock, new Trust(null));
  }

  SslChecker(Dialer dialer, Errands errands, HostRules hosts, InstantSource clock, Trust trust) {
    this.dialer = dialer;
    this.errands = errands;
    this.hosts = hosts;
    this.clock = clock;
    this.trust = trust;
  }

  @Override
  public String kind() {
    return "ssl";
  }

  @Override
  public Class<SslTarget> targetType() {
    return SslTarget.class;
  }

  @Override
  public List<TargetViolation> examine(SslTarget target) {
    List<TargetViolation> found =
        new ArrayList<>(hosts.examine("/host", target.host(), target.port()));
    if (target.serverName() != null) {
      hosts.examineName("/server_name", target.serverName()).ifPresent(found::add);
    }
    if (target.warnDays() < target.criticalDays()) {
      found.add(
          new TargetViolation(
              "/warn_days",
              "too_small",
              "must be at least critical_days, which is " + target.criticalDays()));
    }
    return found;
  }

  @Override
  public CompletionStage<Look> look(SslTarget target, Duration timeout) {
    return errands.run(target.address(), timeout, new SslLook(dialer, target, trust, clock));
  }
}
