package dev.belfry.check.api;

import dev.belfry.check.Checker;
import dev.belfry.check.Errands;
import dev.belfry.check.Look;
import dev.belfry.check.TargetViolation;
import dev.belfry.platform.wire.Egress;
import dev.belfry.platform.wire.WireClient;
import dev.belfry.platform.wire.tls.TlsTerms;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

@ApplicationScoped
class ApiChecker implements Checker<ApiTarget> {
  private final Egress egress;
  private final WireClient wire;
  private final Errands errands;
  private final Tokens tokens;
  private final InstantSource clock;

  ApiChecker(Egress egress, WireClient wire, Errands errands, Tokens tokens, InstantSource clock) {
    this.egress = egress;
    this.wire = wire;
    this.errands = errands;
    this.tokens = tokens;
    this.clock = clock;
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
    return new ApiRules(egress, clock.instant()).examine(target);
  }

  @Override
  public CompletionStage<Look> look(ApiTarget target, Duration timeout) {
    TlsTerms tls;
    try {
      tls = target.tls().terms();
    } catch (IllegalArgumentException e) {
      return CompletableFuture.completedFuture(
          Look.unknown("invalid_target", "the stored target is not valid any more"));
    }
    return errands.run("the API", timeout, new ApiLook(new ApiWire(wire, tokens, tls), target));
  }
}
