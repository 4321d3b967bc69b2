package dev.belfry.monitor;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.Change;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.event.DomainEvents;
import dev.belfry.platform.event.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Somebody changed, paused or resumed a monitor, or had it checked; or made it, which is told as
 * {@link Made} only.
 */
public record MonitorChanged(
    AccountId account,
    Actor actor,
    Subject subject,
    Instant at,
    String action,
    List<Change> changes)
    implements DomainEvent {

  /** Monitors were made: one, or many at once. */
  public record Made(AccountId account, List<MonitorChanged> each) implements DomainEvents {
    public List<MonitorId> monitors() {
      return each.stream()
          .map(one -> MonitorId.fromString(Objects.requireNonNull(one.subject().id())))
          .toList();
    }
  }
}
