package dev.belfry.notify.delivery;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.event.Subject;
import java.time.Instant;

/** Somebody had deliveries sent again. */
public record DeliveriesReplayed(AccountId account, Actor actor, Subject subject, Instant at)
    implements DomainEvent {

  @Override
  public String action() {
    return "delivery.replayed";
  }
}
