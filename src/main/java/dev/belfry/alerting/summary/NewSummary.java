package dev.belfry.alerting.summary;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What one asks for.
 *
 * @param weekday 1 (Monday, unless given) to 7
 * @param hour 8 unless given
 * @param timeZone of the IANA database; UTC unless given
 */
@RegisterForReflection
@Schema(name = "NewWeeklySummary")
record NewSummary(
    @Min(1) @Max(7) @Nullable Integer weekday,
    @Min(0) @Max(23) @Nullable Integer hour,
    @Size(max = 64) @Nullable String timeZone) {}
