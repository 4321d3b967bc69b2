package dev.belfry.statuspage.subscriber;

import dev.belfry.incident.page.ComponentId;
import dev.belfry.statuspage.PageLanguage;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A subscriber as shown to whoever edits the page.
 *
 * @param address a mail address, or the URL of a webhook
 * @param components of which it hears; null for all of the page
 * @param askedAt when the last letter that asks for confirmation was written
 */
@Schema(name = "StatusPageSubscriber")
public record SubscriberView(
    SubscriberId id,
    SubscriberKind kind,
    String address,
    @Nullable List<ComponentId> components,
    PageLanguage language,
    SubscriberStatus status,
    Instant askedAt,
    @Nullable Instant confirmedAt,
    Instant createdAt) {
  static SubscriberView of(Subscriber one) {
    return new SubscriberView(
        new SubscriberId(one.id),
        one.kind,
        one.address,
        one.components == null ? null : one.components.stream().map(ComponentId::new).toList(),
        one.language,
        one.status,
        one.askedAt,
        one.confirmedAt,
        one.createdAt);
  }
}
