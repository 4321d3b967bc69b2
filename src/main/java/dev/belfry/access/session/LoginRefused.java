package dev.belfry.access.session;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.event.Subject;
import java.time.Instant;

/** Somebody gave a wrong password for a user of the account. */
public record LoginRefused(AccountId account, Subject subject, Instant at) implements DomainEvent {
  @Override
  public Actor actor() {
    return Actor.ANONYMOUS;
  }

  @Override
  public String action() {
    return "session.refused";
  }

  @Override
  public Result result() {
    return Result.REFUSED;
  }
}
