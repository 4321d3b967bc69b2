package dev.belfry.notify.delivery;

import dev.belfry.notify.DeliveryStatus;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Which deliveries; what is null is not asked for. The fields are those of the list.
 *
 * @param webhook its id
 * @param channel its id, or a kind for all of it; what went to subscribers of status pages is meant
 *     only where one of them or the kind {@code status_page_subscriber} is named
 * @param type of the news
 * @param from when they were posted, inclusive
 * @param to exclusive
 */
@RegisterForReflection
@Schema(name = "DeliveryFilter")
public record ReplayFilter(
    @Nullable DeliveryStatus status,
    @Size(max = 60) @Nullable String webhook,
    @Size(max = 60) @Nullable String channel,
    @Size(max = 60) @Nullable String type,
    @Nullable Instant from,
    @Nullable Instant to) {

  boolean isEmpty() {
    return status == null
        && webhook == null
        && channel == null
        && type == null
        && from == null
        && to == null;
  }
}
