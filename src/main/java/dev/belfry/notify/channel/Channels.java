package dev.belfry.notify.channel;

import dev.belfry.notify.Endpoint;
import dev.belfry.platform.event.AccountId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The channels of an account, for whoever sends to some of them. */
@ApplicationScoped
public class Channels {
  /** Those of these that are there, enabled or not. */
  public List<Endpoint> endpoints(AccountId account, Collection<UUID> channelIds) {
    return List.of();
  }

  /** Those of these that the caller may use. */
  public Set<UUID> visible(Collection<UUID> channelIds) {
    return Set.of();
  }
}
