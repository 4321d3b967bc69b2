package dev.belfry.account.category;

import dev.belfry.access.grant.PlaceKeeper;
import dev.belfry.platform.event.AccountId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.UUID;

/** Tells which categories there are, for grants that name them. */
@ApplicationScoped
class CategoryKeeper implements PlaceKeeper {
  @Override
  public Dimension dimension() {
    return Dimension.CATEGORY;
  }

  @Override
  public Set<UUID> existing(AccountId account, Set<UUID> ids) {
    return Category.held(account, ids);
  }
}
