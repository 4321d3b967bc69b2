package dev.belfry.access;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.event.Subject;
import java.time.Instant;

/**
 * Somebody whom we know was told no. Not fired in a transaction, since nothing is changed by it.
 */
public record CallRefused(
    AccountId account, Actor actor, Subject subject, Instant at, String reason)
    implements DomainEvent {
  @Override
  public String action() {
    return "access." + reason;
  }

  @Override
  public Result result() {
    return Result.REFUSED;
  }
}
