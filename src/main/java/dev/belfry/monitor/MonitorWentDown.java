package dev.belfry.monitor;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.event.Subject;
import java.time.Instant;

/**
 * A monitor is DOWN now and was not before.
 *
 * @param look by which it was seen; before {@code at} where that was held back until then
 * @param again it was, but somebody had resolved the incident by hand
 */
public record MonitorWentDown(
    AccountId account, MonitorBrief monitor, LookView look, boolean again, Instant at)
    implements DomainEvent {
  @Override
  public Actor actor() {
    return Actor.SYSTEM;
  }

  @Override
  public Subject subject() {
    return new Subject("monitor", monitor.id().text(), monitor.name(), monitor.place().category());
  }

  @Override
  public String action() {
    return "monitor.down";
  }
}
