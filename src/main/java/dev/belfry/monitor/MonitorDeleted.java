package dev.belfry.monitor;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.event.Subject;
import java.time.Instant;

/** A monitor is about to go; whoever keeps things of it cleans up in this transaction. */
public record MonitorDeleted(
    AccountId account, Actor actor, Subject subject, Instant at, MonitorId monitor)
    implements DomainEvent {
  @Override
  public String action() {
    return "monitor.deleted";
  }
}
