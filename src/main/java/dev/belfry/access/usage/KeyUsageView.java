package dev.belfry.access.usage;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The use of a key.
 *
 * @param addresses the last five from which it was used
 * @param unusedScopes what it holds and has not used for 30 days, by the routes that it called;
 *     none for a key that is younger
 */
@Schema(name = "KeyUsage")
public record KeyUsageView(
    @JsonUnwrapped UsageView usage, List<Seen> addresses, List<String> unusedScopes) {

  /** An address from which a key was used. */
  @Schema(name = "SeenAddress")
  public record Seen(String address, Instant firstSeenAt, Instant lastSeenAt) {}
}
