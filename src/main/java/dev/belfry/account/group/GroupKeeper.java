package dev.belfry.account.group;

import dev.belfry.access.grant.PlaceKeeper;
import dev.belfry.platform.event.AccountId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.UUID;

/** Tells which groups there are, for grants that name them. */
@ApplicationScoped
class GroupKeeper implements PlaceKeeper {
  @Override
  public Dimension dimension() {
    return Dimension.GROUP;
  }

  @Override
  public Set<UUID> existing(AccountId account, Set<UUID> ids) {
    return Group.held(account, ids);
  }
}
