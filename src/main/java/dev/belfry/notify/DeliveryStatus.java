package dev.belfry.notify;

/** Where a delivery stands. */
public enum DeliveryStatus {
  /** Under way, waiting for its next attempt, or for an earlier one about the same thing. */
  PENDING,
  DELIVERED,
  /** Given up. */
  FAILED,
  /** Not sent, for the reason beside it. */
  HELD,
  /** Told together with others by the delivery beside it. */
  DIGESTED
}
