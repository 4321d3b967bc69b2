package dev.belfry.incident.page;

import dev.belfry.incident.IncidentStatus;
import java.time.Instant;

/**
 * A line of the story that is meant for the public.
 *
 * @param status in which the incident was then
 * @param message Markdown; where nobody wrote one, a sentence that names nothing
 */
public record PageUpdate(Instant at, IncidentStatus status, String message) {}
