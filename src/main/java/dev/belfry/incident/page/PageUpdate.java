package dev.belfry.incident.page;

import dev.belfry.incident.IncidentStatus;
import java.time.Instant;

/** What was told of an incident. */
public record PageUpdate(Instant at, IncidentStatus status, String message) {}
