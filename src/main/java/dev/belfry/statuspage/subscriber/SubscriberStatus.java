package dev.belfry.statuspage.subscriber;

/** How far a subscription has come. */
public enum SubscriberStatus {
  /** Asked for, and not confirmed at its address; forgotten after a day. */
  PENDING,
  CONFIRMED,
  /** Mail servers refused its last letters for good; it gets none until it is confirmed anew. */
  BOUNCED
}
