package dev.belfry.notify;

import dev.belfry.notify.gate.Gate;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as shown.
 *
 * @param channel the kind of its endpoint, such as {@code webhook}
 * @param endpointId of that kind
 * @param reason why it is held or given up, or for what it waits: {@code endpoint_failing}, {@code
 *     rate_limited}, {@code digest}; {@code earlier_pending} behind an earlier one about the same
 *     thing
 * @param nextAttemptAt null when done, while it waits for an earlier one about the same thing, and
 *     while its endpoint fails
 * @param digestedInto the delivery that told it together with others
 * @param attempts in the order in which they were made
 */
@Schema(name = "Delivery")
public record DeliveryView(
    DeliveryId id,
    String channel,
    String endpointId,
    MessageId messageId,
    String type,
    DeliveryStatus status,
    @Nullable String reason,
    @Nullable Instant nextAttemptAt,
    @Nullable Integer lastStatus,
    @Nullable String lastError,
    List<AttemptView> attempts,
    Instant createdAt,
    @Nullable Instant doneAt,
    @Nullable DeliveryId digestedInto) {
  private static final String EARLIER_PENDING = "earlier_pending";

  static DeliveryView of(Delivery delivery, String endpoint, String type, List<Attempt> attempts) {
    boolean behind = delivery.status == DeliveryStatus.PENDING && delivery.dueAt == null;
    boolean resting = Gate.ENDPOINT_FAILING.equals(delivery.reason);
    UUID digest = delivery.digestedInto;
    return new DeliveryView(
        new DeliveryId(delivery.id),
        delivery.channel,
        endpoint,
        new MessageId(delivery.messageId),
        type,
        delivery.status,
        behind ? EARLIER_PENDING : delivery.reason,
        resting ? null : delivery.dueAt,
        delivery.lastStatus,
        delivery.lastError,
        attempts.stream().map(AttemptView::of).toList(),
        delivery.createdAt,
        delivery.doneAt,
        digest == null ? null : new DeliveryId(digest));
  }
}
