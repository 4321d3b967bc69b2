package dev.belfry.platform.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One field that was changed.
 *
 * @param before null where there was nothing, or where it is not shown
 * @param after null where there is nothing any more, or where it is not shown
 * @param secret whether the values, or parts of them, are not shown
 */
@RegisterForReflection
@Schema(name = "Change")
public record Change(
    String field,
    @Schema(description = "any JSON value") @Nullable JsonNode before,
    @Schema(description = "any JSON value") @Nullable JsonNode after,
    boolean secret) {
  /** It was changed, and nobody is told from what to what. */
  public static Change ofSecret(String field) {
    return new Change(field, null, null, true);
  }
}
