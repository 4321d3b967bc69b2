package dev.belfry.access.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.belfry.access.credential.KeyId;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How often an account's API was called.
 *
 * @param byKey most used first, a hundred at most; only for those who may list keys
 */
@Schema(name = "AccountApiUsage")
public record AccountUsageView(
    @JsonUnwrapped UsageView usage,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<KeyUse> byKey) {

  /** One key's part of it. */
  @Schema(name = "KeyUse")
  public record KeyUse(KeyId id, String name, String hint, long calls, long refused) {}
}
