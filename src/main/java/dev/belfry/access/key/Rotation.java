package dev.belfry.access.key;

import dev.belfry.platform.json.MayBeEmpty;
import dev.belfry.platform.problem.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How long the old key goes on beside its successor; a day when nothing is said.
 *
 * @param graceSeconds 0 ends it at once, as after a leak; at most seven days
 * @param grace until the successor is first used, and seven days at the longest: nothing is lost
 *     with an answer that never came
 */
@MayBeEmpty
@RegisterForReflection
@Schema(name = "Rotation")
public record Rotation(
    @Min(0) @Max(604_800) @Nullable Integer graceSeconds, @Nullable Grace grace) {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration LONGEST = Duration.ofDays(7);

  /** A grace that ends by what happens. */
  public enum Grace {
    UNTIL_FIRST_USE
  }

  boolean untilFirstUse() {
    return grace == Grace.UNTIL_FIRST_USE;
  }

  /**
   * @throws Problem 422 when both are given
   */
  Duration longest() {
    if (grace != null && graceSeconds != null) {
      throw Problem.invalid("/grace", "not_allowed", "stands instead of grace_seconds");
    }
    if (grace != null) {
      return LONGEST;
    }
    return graceSeconds == null ? DAY : Duration.ofSeconds(graceSeconds);
  }
}
