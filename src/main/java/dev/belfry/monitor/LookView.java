package dev.belfry.monitor;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belfry.check.Look;
import dev.belfry.check.Verdict;
import dev.belfry.platform.wire.Phases;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a look found, as shown.
 *
 * @param phases left out of a monitor's last result; the list of results has them
 * @param expiresAt when the certificate or the registration that was seen ends
 */
@Schema(name = "CheckResult")
public record LookView(
    Instant at,
    Verdict status,
    int latencyMs,
    String code,
    String message,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Phases phases,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant expiresAt) {
  public static LookView of(Look look, Instant at) {
    return new LookView(
        at,
        look.verdict(),
        look.latencyMs(),
        look.code(),
        look.message(),
        look.phases(),
        look.expiresAt());
  }

  static @Nullable LookView last(MonitorState state) {
    return state.lastCheckedAt == null
            || state.verdict == null
            || state.latencyMs == null
            || state.code == null
            || state.message == null
        ? null
        : new LookView(
            state.lastCheckedAt,
            state.verdict,
            state.latencyMs,
            state.code,
            state.message,
            null,
            null);
  }
}
