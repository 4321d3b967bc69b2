package dev.belfry.notify;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as shown.
 *
 * @param reason why it is held
 * @param nextAttemptAt null when done, and while it waits for an earlier one about the same thing
 * @param attempts in the order in which they were made
 */
@Schema(name = "Delivery")
public record DeliveryView(
    DeliveryId id,
    MessageId messageId,
    String type,
    DeliveryStatus status,
    @Nullable String reason,
    @Nullable Instant nextAttemptAt,
    @Nullable Integer lastStatus,
    @Nullable String lastError,
    List<AttemptView> attempts,
    Instant createdAt,
    @Nullable Instant doneAt) {

  static DeliveryView of(Delivery delivery, String type, List<Attempt> attempts) {
    return new DeliveryView(
        new DeliveryId(delivery.id),
        new MessageId(delivery.messageId),
        type,
        delivery.status,
        delivery.reason,
        delivery.dueAt,
        delivery.lastStatus,
        delivery.lastError,
        attempts.stream().map(AttemptView::of).toList(),
        delivery.createdAt,
        delivery.doneAt);
  }
}
