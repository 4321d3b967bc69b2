package dev.belfry.notify.channel;

import dev.belfry.access.Access;
import dev.belfry.access.grant.Scope;
import dev.belfry.notify.Endpoint;
import dev.belfry.platform.event.AccountId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Channels for whoever decides what is sent to which; in his transactions. */
@ApplicationScoped
public class Channels {
  private final Access access;

  Channels(Access access) {
    this.access = access;
  }

  /**
   * Those of them that are there, enabled or not: what is sent to one that may not have it is held
   * with a named reason.
   */
  public List<Endpoint> endpoints(AccountId account, Collection<UUID> channels) {
    return StoredChannel.among(account, channels).stream()
        .map(channel -> new Endpoint(channel.kind, channel.id))
        .toList();
  }

  /** Those of them that the current caller may use. */
  public Set<UUID> visible(Collection<UUID> channels) {
    return StoredChannel.among(access.account(), channels).stream()
        .filter(channel -> ChannelReach.contains(access, channel, Scope.CHANNEL_READ))
        .map(channel -> channel.id)
        .collect(Collectors.toUnmodifiableSet());
  }
}
