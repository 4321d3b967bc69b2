package dev.belfry.heartbeat;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A run as shown.
 *
 * @param runId as the job names it; null where it does not
 * @param status running, succeeded, failed, timed_out (it did not end in time), or abandoned (it
 *     was begun again, there were too many, or the heartbeat was paused)
 */
@RegisterForReflection
@Schema(name = "Run")
public record RunView(
    @Nullable String runId,
    Instant startedAt,
    @Nullable Instant endedAt,
    String status,
    @Nullable Integer exitStatus,
    @Nullable Long durationMs) {}
