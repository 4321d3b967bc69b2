package dev.belfry.result;

import dev.belfry.result.UptimePolicy.Counting;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Where one answer is to count otherwise than the account does; a bean parameter of resources. */
@RegisterForReflection
public class PolicyQuery {
  @Parameter(description = "How degraded time counts, unlike the account's policy")
  @QueryParam("degraded")
  @Nullable Counting degraded;

  @Parameter(description = "How time counts in which nobody knows, unlike the account's policy")
  @QueryParam("unknown")
  @Nullable Counting unknown;

  @Parameter(description = "How maintenance counts, unlike the account's policy")
  @QueryParam("maintenance")
  @Nullable Counting maintenance;

  @Parameter(description = "How paused time counts, unlike the account's policy")
  @QueryParam("paused")
  @Nullable Counting paused;

  public UptimePolicy over(UptimePolicy account) {
    return new UptimePolicy(
        degraded == null ? account.degraded() : degraded,
        unknown == null ? account.unknown() : unknown,
        maintenance == null ? account.maintenance() : maintenance,
        paused == null ? account.paused() : paused);
  }
}
