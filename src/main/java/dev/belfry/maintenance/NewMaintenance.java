package dev.belfry.maintenance;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.belfry.account.category.CategoryId;
import dev.belfry.account.group.GroupId;
import dev.belfry.monitor.MonitorId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A maintenance window to be made, or what one is to become. Of {@code ends_at}, {@code
 * duration_seconds} and {@code at_most_seconds} one may be said; where none is, it is open-ended.
 *
 * @param startsAt the first beginning; absent is now
 * @param endsAt the end of the first occurrence; later ones take as long
 * @param durationSeconds how long an occurrence takes, in real time
 * @param atMostSeconds of an open-ended one: when it ends if nobody ends it, 4 hours unless said
 * @param recurrence a rule of RFC 5545, such as {@code FREQ=WEEKLY;BYDAY=SU}, or five fields of
 *     cron; times are those of the wall clock in the time zone
 * @param timeZone such as {@code Europe/Berlin}; UTC unless said
 * @param until the last moment at which an occurrence may begin
 * @param count how many occurrences there are at most
 * @param all every monitor there is and will be
 * @param isPublic whether status pages tell of it, with name and description; false unless said. Of
 *     one that is not, components say that they are under maintenance, and no more
 */
@RegisterForReflection
@Schema(name = "NewMaintenance")
public record NewMaintenance(
    @NotBlank @Size(max = 100) String name,
    @Size(max = 2000) @Nullable String description,
    @Nullable Instant startsAt,
    @Nullable Instant endsAt,
    @Min(60) @Max(31_622_400) @Nullable Integer durationSeconds,
    @Min(60) @Max(2_592_000) @Nullable Integer atMostSeconds,
    @Size(min = 1, max = 500) @Nullable String recurrence,
    @Size(min = 1, max = 60) @Nullable String timeZone,
    @Nullable Instant until,
    @Min(1) @Max(1000) @Nullable Integer count,
    @Size(max = 1000) @Nullable List<@NotNull MonitorId> monitorIds,
    @Size(max = 50) @Nullable List<@NotBlank @Size(max = 50) String> tags,
    @Size(max = 100) @Nullable List<@NotNull CategoryId> categoryIds,
    @Size(max = 100) @Nullable List<@NotNull GroupId> groupIds,
    @Nullable Boolean all,
    @JsonProperty("public") @Nullable Boolean isPublic) {}
