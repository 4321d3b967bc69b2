package dev.belfry.statuspage.subscriber;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.event.Subject;
import java.time.Instant;

/** A subscriber was asked or removed by whoever edits the page, or is reached no more. */
public record SubscriberChanged(
    AccountId account, Actor actor, Subject subject, Instant at, String action)
    implements DomainEvent {
  static SubscriberChanged of(Subscriber one, Actor actor, Instant at, String action) {
    return new SubscriberChanged(
        one.account(),
        actor,
        Subject.of("status_page_subscriber", new SubscriberId(one.id), null),
        at,
        action);
  }
}
