package dev.belfry.statuspage.subscriber;

import dev.belfry.incident.page.ComponentId;
import dev.belfry.statuspage.PageLanguage;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is to be asked whether he wants to hear of a page.
 *
 * @param address a mail address, or the URL of a webhook
 * @param components of which; absent for all of the page
 * @param language of what he reads; absent for that of the page
 */
@RegisterForReflection
@Schema(name = "NewStatusPageSubscriber")
public record NewSubscriber(
    @NotNull SubscriberKind kind,
    @NotBlank @Size(max = 2048) String address,
    @Size(min = 1, max = 1000) @Nullable List<@NotNull ComponentId> components,
    @Nullable PageLanguage language) {}
