package dev.belfry.check.grpc;

import dev.belfry.check.Checker;
import dev.belfry.check.Errands;
import dev.belfry.check.HostRules;
import dev.belfry.check.Look;
import dev.belfry.check.TargetViolation;
import dev.belfry.platform.wire.dial.Http2Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

@ApplicationScoped
class GrpcChecker implements Checker<GrpcTarget> {
  private final Http2Caller caller;
  private final Errands errands;
  private final HostRules hosts;

  GrpcChecker(Http2Caller caller, Errands errands, HostRules hosts) {
    this.caller = caller;
    this.errands = errands;
    this.hosts = hosts;
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
    return target.port() == null ? List.of() : hosts.examine("/host", target.host(), target.port());
  }

  @Override
  public CompletionStage<Look> look(GrpcTarget target, Duration timeout) {
    return errands.run(target.address(), timeout, new HealthLook(caller, target));
  }
}
