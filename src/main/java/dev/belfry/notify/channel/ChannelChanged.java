package dev.belfry.notify.channel;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.Change;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.event.Subject;
import java.time.Instant;
import java.util.List;

/** A channel was created, updated, disabled by its receiver, tested, a delivery replayed. */
public record ChannelChanged(
    AccountId account,
    Actor actor,
    Subject subject,
    Instant at,
    String action,
    List<Change> changes)
    implements DomainEvent {

  static ChannelChanged of(StoredChannel channel, Actor actor, Instant at, String action) {
    return of(channel, actor, at, action, List.of());
  }

  static ChannelChanged of(
      StoredChannel channel, Actor actor, Instant at, String action, List<Change> changes) {
    return new ChannelChanged(
        new AccountId(channel.accountId), actor, subject(channel), at, action, changes);
  }

  static Subject subject(StoredChannel channel) {
    return Subject.of("channel", new ChannelId(channel.id), channel.name);
  }
}
