package dev.belfry.result;

import dev.belfry.check.Verdict;
import dev.belfry.platform.wire.Phases;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A stored look as shown. */
@Schema(name = "Result")
record ResultView(
    Instant at,
    Verdict status,
    int latencyMs,
    String code,
    String message,
    @Nullable Phases phases) {
  static ResultView of(StoredLook look) {
    return new ResultView(
        look.at,
        Verdict.valueOf(look.verdict),
        look.latencyMs,
        look.code,
        look.message,
        look.phases);
  }
}
