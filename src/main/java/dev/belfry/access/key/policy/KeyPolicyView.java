package dev.belfry.access.key.policy;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What an account asks of its keys; null asks nothing.
 *
 * @param rotateAfterDays keys older than this are told to be due
 * @param revokeUnusedAfterDays keys not used for so long, or never since they were made, are
 *     revoked
 * @param maxLifeDays keys made from now on end after this at the latest; those that are there are
 *     given an end, no sooner than seven days after the notice of it
 * @param personalKeys whether every member may have keys of type pat, without key:create
 */
@RegisterForReflection
@Schema(name = "KeyPolicy")
public record KeyPolicyView(
    @Min(1) @Max(3_650) @Nullable Integer rotateAfterDays,
    @Min(1) @Max(3_650) @Nullable Integer revokeUnusedAfterDays,
    @Min(1) @Max(3_650) @Nullable Integer maxLifeDays,
    @NotNull Boolean personalKeys) {
  static final KeyPolicyView NONE = new KeyPolicyView(null, null, null, true);

  static KeyPolicyView of(KeyPolicy policy) {
    return new KeyPolicyView(
        policy.rotateAfterDays,
        policy.revokeUnusedAfterDays,
        policy.maxLifeDays,
        policy.personalKeys);
  }
}
