package dev.belfry.monitor;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.Change;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.event.Subject;
import java.time.Instant;
import java.util.List;

/** A monitor is about to go; whoever keeps things of it cleans up in this transaction. */
public record MonitorDeleted(
    AccountId account,
    Actor actor,
    Subject subject,
    Instant at,
    MonitorId monitor,
    List<Change> changes)
    implements DomainEvent {
  @Override
  public String action() {
    return "monitor.deleted";
  }
}
