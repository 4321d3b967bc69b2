package dev.belfry.incident;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.belfry.access.grant.Place;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An incident as news tell of it: the {@code incident} of a webhook's body.
 *
 * @param monitor which opened it; null when a person did
 * @param published whether status pages may tell of it
 */
@RegisterForReflection
public record IncidentBrief(
    IncidentId id,
    String title,
    IncidentStatus status,
    Impact impact,
    Instant startedAt,
    @Nullable Instant resolvedAt,
    @JsonIgnore Place place,
    @JsonIgnore @Nullable UUID monitor,
    @JsonIgnore boolean published) {

  static IncidentBrief of(Incident incident) {
    return new IncidentBrief(
        new IncidentId(incident.id),
        incident.title,
        incident.status,
        incident.impact,
        incident.startedAt,
        incident.resolvedAt,
        incident.place(),
        incident.monitorId,
        incident.published);
  }
}
