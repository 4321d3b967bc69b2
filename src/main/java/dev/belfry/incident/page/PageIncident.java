package dev.belfry.incident.page;

import dev.belfry.incident.Impact;
import dev.belfry.incident.IncidentId;
import dev.belfry.incident.IncidentStatus;
import dev.belfry.monitor.MonitorId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An incident with what the public may read of it. */
public record PageIncident(
    IncidentId id,
    String title,
    IncidentStatus status,
    Impact impact,
    Instant startedAt,
    @Nullable Instant resolvedAt,
    Set<MonitorId> monitors,
    List<PageUpdate> updates) {}
