package dev.belfry.incident.page;

import dev.belfry.incident.Impact;
import dev.belfry.incident.IncidentId;
import dev.belfry.incident.IncidentStatus;
import dev.belfry.monitor.MonitorId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An incident as outsiders may know it.
 *
 * @param title as a person wrote it; of one that nobody has looked at yet a word that names nothing
 * @param monitors those that were asked about and that it concerns
 * @param components those that were asked about and that people named
 * @param updates oldest first
 */
public record PageIncident(
    IncidentId id,
    String title,
    IncidentStatus status,
    Impact impact,
    Instant startedAt,
    @Nullable Instant resolvedAt,
    Set<MonitorId> monitors,
    Set<ComponentId> components,
    List<PageUpdate> updates) {}
