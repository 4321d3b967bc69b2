package dev.belfry.statuspage;

import dev.belfry.incident.page.ComponentId;
import dev.belfry.monitor.MonitorId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A component to be made, or what one is to become.
 *
 * @param id of one that is there and stays; only in the list of a page
 * @param name as outsiders see it
 * @param monitorId what says how it stands
 * @param group the heading under which it stands
 * @param position among the others, the lowest first; those of one position in the order in which
 *     they were given
 * @param status how it stands, where no monitor says so; absent and without a monitor nothing is
 *     known of it
 */
@RegisterForReflection
public record NewComponent(
    @Nullable ComponentId id,
    @NotBlank @Size(max = 100) String name,
    @Size(max = 500) @Nullable String description,
    @Nullable MonitorId monitorId,
    @Size(min = 1, max = 100) @Nullable String group,
    @Min(0) @Max(100_000) @Nullable Integer position,
    @Nullable ComponentStatus status) {}
