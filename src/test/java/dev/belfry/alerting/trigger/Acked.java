package dev.belfry.alerting.trigger;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.event.Subject;
import java.time.Instant;

/** Somebody acknowledged an incident. */
record Acked(AccountId account, String incident, Instant at) implements DomainEvent {
  @Override
  public Actor actor() {
    return Actor.SYSTEM;
  }

  @Override
  public Subject subject() {
    return new Subject("incident", incident, "x", null);
  }

  @Override
  public String action() {
    return Bell.ACKNOWLEDGED;
  }
}
