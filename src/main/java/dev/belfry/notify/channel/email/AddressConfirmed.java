package dev.belfry.notify.channel.email;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.event.Subject;
import java.time.Instant;

/** The owner of a mail address has said that he wants news of this account. */
public record AddressConfirmed(AccountId account, String address, Instant at)
    implements DomainEvent {
  @Override
  public Actor actor() {
    return Actor.ANONYMOUS;
  }

  @Override
  public Subject subject() {
    return new Subject("address", null, address, null);
  }

  @Override
  public String action() {
    return "address.confirmed";
  }

  @Override
  public boolean traced() {
    return false;
  }

  @Override
  public String toString() {
    return "AddressConfirmed[" + account + "]";
  }
}
