package dev.belfry.heartbeat;

import dev.belfry.monitor.MonitorId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A report that is committed.
 *
 * @param ping its number among those of the heartbeat
 */
@RegisterForReflection
@Schema(name = "TelemetryReceipt")
public record TelemetryReceipt(MonitorId monitorId, long ping) {}
