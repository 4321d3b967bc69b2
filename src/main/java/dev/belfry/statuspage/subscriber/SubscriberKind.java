package dev.belfry.statuspage.subscriber;

/** By which way a subscriber hears. */
public enum SubscriberKind {
  EMAIL,
  WEBHOOK
}
