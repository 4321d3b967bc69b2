package dev.belfry.maintenance;

import dev.belfry.monitor.MonitorId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An occurrence of a maintenance window.
 *
 * @param endsAt when it ended or will; null of an open-ended one that runs or is to come
 * @param monitors those that were asked for and that it covers, or covered then
 */
public record Planned(
    MaintenanceId id,
    String name,
    @Nullable String description,
    Instant startsAt,
    @Nullable Instant endsAt,
    Set<MonitorId> monitors) {}
