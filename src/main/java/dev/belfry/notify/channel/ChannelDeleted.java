package dev.belfry.notify.channel;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.Change;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.event.Subject;
import java.time.Instant;
import java.util.List;

/** A channel is gone; who names it forgets it, in the same transaction. */
public record ChannelDeleted(
    AccountId account,
    ChannelId channel,
    Actor actor,
    Subject subject,
    Instant at,
    List<Change> changes)
    implements DomainEvent {
  @Override
  public String action() {
    return "channel.deleted";
  }
}
