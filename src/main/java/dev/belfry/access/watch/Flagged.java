package dev.belfry.access.watch;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.event.Subject;
import java.time.Instant;

/** Something suspicious was noticed; {@code action} says of whom and what. */
public record Flagged(AccountId account, Subject subject, Instant at, FlagView flag)
    implements DomainEvent {
  @Override
  public Actor actor() {
    return Actor.SYSTEM;
  }

  /** Such as {@code key.flagged.new_network}. */
  @Override
  public String action() {
    return subject.type() + ".flagged." + flag.kind().word();
  }
}
