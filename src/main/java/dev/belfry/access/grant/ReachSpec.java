package dev.belfry.access.grant;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How far something reaches that stands on its own, as shown.
 *
 * @param categories "ALL" or a list of category ids
 * @param groups "ALL" or a list of group ids
 */
@RegisterForReflection
@Schema(name = "Reach")
public record ReachSpec(
    @Schema(description = "\"ALL\" or a list of category ids", examples = "ALL")
        JsonNode categories,
    @Schema(description = "\"ALL\" or a list of group ids", examples = "ALL") JsonNode groups) {
  public static List<ReachSpec> of(List<Pair> pairs) {
    return pairs.stream()
        .map(
            pair ->
                new ReachSpec(
                    GrantSpec.json(pair.categories(), GrantSpec.CATEGORY),
                    GrantSpec.json(pair.groups(), GrantSpec.GROUP)))
        .toList();
  }
}
