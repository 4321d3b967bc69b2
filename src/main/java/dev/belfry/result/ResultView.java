package dev.belfry.result;

import dev.belfry.check.Verdict;
import dev.belfry.platform.wire.Phases;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A stored look as shown.
 *
 * @param message null for a look that was good in every way
 */
@Schema(name = "Result")
record ResultView(
    Instant at,
    Verdict status,
    int latencyMs,
    String code,
    @Nullable String message,
    Phases phases) {
  static ResultView of(StoredLook look) {
    return new ResultView(
        look.at(), look.verdict(), look.latencyMs(), look.code(), look.message(), look.phases());
  }
}
