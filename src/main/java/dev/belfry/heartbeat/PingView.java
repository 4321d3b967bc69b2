package dev.belfry.heartbeat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A ping as shown.
 *
 * @param n its number among those of the heartbeat, in the order in which they were kept
 * @param kind start, success, fail or log
 * @param lateSeconds how long after it was expected it came; null within the grace
 * @param status what it said of the monitor: up or down; null where it said nothing
 * @param body the beginning of what was sent
 * @param bodyBytes how much was sent; more than is kept says that the rest was cut
 */
@RegisterForReflection
@Schema(name = "Ping")
public record PingView(
    long n,
    Instant at,
    String kind,
    @Nullable Integer exitStatus,
    @Nullable String runId,
    @Nullable Long durationMs,
    @Nullable Long lateSeconds,
    @Nullable String status,
    @Nullable String code,
    @Nullable String message,
    @Schema(type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.OBJECT)
        @Nullable JsonNode metrics,
    @Nullable String method,
    @Nullable String address,
    @Nullable String userAgent,
    @Nullable String host,
    @Nullable String env,
    @Nullable String body,
    int bodyBytes,
    boolean bodyCut) {}
