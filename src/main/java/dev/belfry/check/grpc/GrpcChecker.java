package dev.belfry.check.grpc;

import dev.belfry.check.Checker;
import dev.belfry.check.Errands;
import dev.belfry.check.HostRules;
import dev.belfry.check.Look;
import dev.belfry.check.TargetViolation;
import dev.belfry.platform.wire.dial.Http2Caller;
import dev.belfry.platform.wire.tls.TlsTerms;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

@ApplicationScoped
class GrpcChecker implements Checker<GrpcTarget> {
  private final Http2Caller caller;
  private final Errands errands;
  private final HostRules hosts;
  private final InstantSource clock;

  GrpcChecker(Http2Caller caller, Errands errands, HostRules hosts, InstantSource clock) {
    this.caller = caller;
    this.errands = errands;
    this.hosts = hosts;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "grpc";
  }

  @Override
  public Class<GrpcTarget> targetType() {
    return GrpcTarget.class;
  }

  @Override
  public List<TargetViolation> examine(GrpcTarget target) {
    List<TargetViolation> found =
        new ArrayList<>(target.security().examine(target.tls(), clock.instant()));
    if (target.port() != null) {
      found.addAll(hosts.examine("/host", target.host(), target.port()));
    }
    return found;
  }

  @Override
  public CompletionStage<Look> look(GrpcTarget target, Duration timeout) {
    TlsTerms tls;
    try {
      tls = target.security().terms();
    } catch (IllegalArgumentException e) {
      return CompletableFuture.completedFuture(
          Look.unknown("invalid_target", "the stored target is not valid any more"));
    }
    return errands.run(
        target.address(), timeout, new HealthLook(caller, target, target.tls() ? tls : null));
  }
}
