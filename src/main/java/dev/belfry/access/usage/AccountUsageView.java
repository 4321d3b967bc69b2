package dev.belfry.access.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.belfry.access.credential.KeyId;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The use of an account's API.
 *
 * @param byKey most used first, a hundred at most; only for those who may list keys
 */
@Schema(name = "AccountApiUsage")
record AccountUsageView(
    @JsonUnwrapped UsageView usage,
    CallLimit callsPerHour,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<KeyUse> byKey) {

  /**
   * What the plan allows.
   *
   * @param limit null is no limit
   * @param used by keys, in the hour of the clock that runs now
   */
  @Schema(name = "CallLimit")
  record CallLimit(@Nullable Long limit, long used, Instant resetsAt) {}

  /** One key's part of it. */
  @Schema(name = "KeyUse")
  record KeyUse(KeyId id, String name, String hint, long calls, long refused) {}
}
