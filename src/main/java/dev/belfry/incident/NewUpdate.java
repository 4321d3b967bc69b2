package dev.belfry.incident;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * News of an incident.
 *
 * @param status the state from now on; absent leaves it as it is
 */
@RegisterForReflection
record NewUpdate(@NotBlank @Size(max = 10_000) String message, @Nullable IncidentStatus status) {}
