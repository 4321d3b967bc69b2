package dev.belfry.activity;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.Change;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.event.Subject;
import java.time.Instant;
import java.util.List;

/**
 * More refused calls of the same caller in a minute than are written one by one.
 *
 * @param changes how many, and which actions
 */
record RefusalsCounted(
    AccountId account, Actor actor, Subject subject, Instant at, List<Change> changes)
    implements DomainEvent {
  @Override
  public String action() {
    return "access.refusals_counted";
  }

  @Override
  public Result result() {
    return Result.REFUSED;
  }
}
