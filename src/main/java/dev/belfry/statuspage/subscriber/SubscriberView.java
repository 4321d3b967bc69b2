package dev.belfry.statuspage.subscriber;

import dev.belfry.incident.page.ComponentId;
import dev.belfry.statuspage.PageLanguage;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A subscriber as shown to whoever may see the page's.
 *
 * @param address a mail address, or the URL of a webhook, to whoever may change the page ({@code
 *     statuspage:update}); to others the first letter and the domain ({@code r…@example.org}), or
 *     the host of the URL
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
  private static final String HIDDEN = "…";

  /**
   * @param whole whether the address is shown as it is
   */
  static SubscriberView of(Subscriber one, boolean whole) {
    return new SubscriberView(
        new SubscriberId(one.id),
        one.kind,
        whole ? one.address : masked(one),
        one.components == null ? null : one.components.stream().map(ComponentId::new).toList(),
        one.language,
        one.status,
        one.askedAt,
        one.confirmedAt,
        one.createdAt);
  }

  private static String masked(Subscriber one) {
    if (one.kind == SubscriberKind.WEBHOOK) {
      return Objects.requireNonNullElse(URI.create(one.address).getHost(), HIDDEN);
    }
    int at = one.address.lastIndexOf('@');
    int first = at > 0 ? one.address.offsetByCodePoints(0, 1) : 0;
    return one.address.substring(0, first) + HIDDEN + one.address.substring(Math.max(at, 0));
  }
}
