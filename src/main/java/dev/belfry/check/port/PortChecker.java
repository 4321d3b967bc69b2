package dev.belfry.check.port;

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
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class PortChecker implements Checker<PortTarget> {
  private final Dialer dialer;
  private final Errands errands;
  private final HostRules hosts;

  PortChecker(Dialer dialer, Errands errands, HostRules hosts) {
    this.dialer = dialer;
    this.errands = errands;
    this.hosts = hosts;
  }

  @Override
  public String kind() {
    return "port";
  }

  @Override
  public Class<PortTarget> targetType() {
    return PortTarget.class;
  }

  @Override
  public List<TargetViolation> examine(PortTarget target) {
    List<TargetViolation> found = new ArrayList<>();
    if (target.port() != null) {
      found.addAll(hosts.examine("/host", target.host(), target.port()));
    }
    escapes("/send", target.send(), found);
    escapes("/expect", target.expect(), found);
    if (target.starttls() != null) {
      if ("udp".equals(target.protocol())) {
        found.add(new TargetViolation("/starttls", "not_allowed", "needs the protocol tcp"));
      }
      if (target.send() != null || target.expect() != null) {
        found.add(
            new TargetViolation(
                "/starttls", "not_allowed", "has a talk of its own, without send and expect"));
      }
    }
    return found;
  }

  private static void escapes(String pointer, @Nullable String text, List<TargetViolation> found) {
    try {
      if (text != null) {
        Escapes.bytes(text);
      }
    } catch (IllegalArgumentException e) {
      found.add(new TargetViolation(pointer, "invalid_escape", "" + e.getMessage()));
    }
  }

  @Override
  public CompletionStage<Look> look(PortTarget target, Duration timeout) {
    return errands.run(
        target.address(),
        timeout,
        "udp".equals(target.protocol())
            ? new UdpLook(dialer, target)
            : new TcpLook(dialer, target));
  }
}
