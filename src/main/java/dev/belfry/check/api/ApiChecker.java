package dev.belfry.check.api;

import dev.belfry.check.Checker;
import dev.belfry.check.Errands;
import dev.belfry.check.Look;
import dev.belfry.check.TargetViolation;
import dev.belfry.platform.wire.Egress;
import dev.belfry.platform.wire.WireClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

@ApplicationScoped
class ApiChecker implements Checker<ApiTarget> {
  private final Egress egress;
  private final WireClient wire;
  private final Errands errands;

  ApiChecker(Egress egress, WireClient wire, Errands errands) {
    this.egress = egress;
    this.wire = wire;
    this.errands = errands;
  }

  @Override
  public String kind() {
    return "api";
  }

  @Override
  public Class<ApiTarget> targetType() {
    return ApiTarget.class;
  }

  @Override
  public List<TargetViolation> examine(ApiTarget target) {
    return new ApiRules(egress).examine(target);
  }

  @Override
  public CompletionStage<Look> look(ApiTarget target, Duration timeout) {
    return errands.run("the API", timeout, new ApiLook(new ApiWire(wire), target));
  }
}
