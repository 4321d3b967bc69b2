package dev.belfry.statuspage;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A status page to be made, or what one is to become.
 *
 * @param slug where it is: {@code /status/} and this; of the whole installation
 * @param domain a host name of its own that leads here, once a TXT record proves it; see {@code
 *     domain_proof} of the page
 * @param logoUrl https
 * @param language of its texts, default {@code en}; readers may ask for another
 * @param noindex whether search engines are asked to leave it out
 * @param showLatency whether it shows how fast monitors answered
 * @param allowEmailSubscribers whether readers may ask to be told by mail
 * @param allowWebhookSubscribers whether readers may ask to be told by webhook
 * @param components at most 1,000; those that are left out go
 */
@RegisterForReflection
public record NewStatusPage(
    @NotBlank @Size(max = 100) String name,
    @NotNull
        @Pattern(
            regexp = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?",
            message =
                "must be 1 to 63 lower-case letters, digits and hyphens, with no hyphen at an end")
        String slug,
    @Size(max = 1000) @Nullable String description,
    @Size(max = 253) @Nullable String domain,
    @Size(max = 2048) @Nullable String logoUrl,
    @Valid @Nullable PageTheme theme,
    @Nullable PageLanguage language,
    @Valid @Nullable PageAccess access,
    @Nullable Boolean noindex,
    @Nullable Boolean showLatency,
    @Nullable Boolean allowEmailSubscribers,
    @Nullable Boolean allowWebhookSubscribers,
    @Size(max = 1000) @Nullable List<@NotNull @Valid NewComponent> components) {}
