package dev.belfry.check.dns;

import dev.belfry.check.Checker;
import dev.belfry.check.Errands;
import dev.belfry.check.HostRules;
import dev.belfry.check.Look;
import dev.belfry.check.TargetViolation;
import dev.belfry.platform.wire.dial.Dialer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.xbill.DNS.ResolverConfig;

@ApplicationScoped
class DnsChecker implements Checker<DnsTarget> {
  private final Dialer dialer;
  private final Errands errands;
  private final HostRules hosts;

  DnsChecker(Dialer dialer, Errands errands, HostRules hosts) {
    this.dialer = dialer;
    this.errands = errands;
    this.hosts = hosts;
  }

  @Override
  public String kind() {
    return "dns";
  }

  @Override
  public Class<DnsTarget> targetType() {
    return DnsTarget.class;
  }

  @Override
  public List<TargetViolation> examine(DnsTarget target) {
    List<TargetViolation> found =
        new ArrayList<>(hosts.examine("/server", target.server(), target.serverPort()));
    if (target.recordName() != null && !target.recordName().isEmpty()) {
      hosts.examineName("/record_name", target.recordName()).ifPresent(found::add);
    }
    if (target.exactly() && target.expect() == null) {
      found.add(new TargetViolation("/exactly", "not_allowed", "needs expect"));
    }
    return found;
  }

  @Override
  public Optional<String> selfTest() {
    return ResolverConfig.getCurrentConfig().servers().isEmpty()
        ? Optional.of("this machine has no resolver; only monitors that name a server can look")
        : Optional.empty();
  }

  @Override
  public CompletionStage<Look> look(DnsTarget target, Duration timeout) {
    return errands.run(target.address(), timeout, new DnsLook(dialer, target));
  }
}
