package dev.belfry.maintenance;

import dev.belfry.monitor.MonitorId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One occurrence of a maintenance window. */
public record Planned(
    MaintenanceId id,
    String name,
    @Nullable String description,
    Instant startsAt,
    @Nullable Instant endsAt,
    Set<MonitorId> monitors) {}
