package dev.belfry.access.grant;

import dev.belfry.platform.event.AccountId;
import java.util.Set;
import java.util.UUID;

/** Whoever keeps the categories, or the groups, that grants name. */
public interface PlaceKeeper {
  /** What it keeps. */
  Dimension dimension();

  /**
   * Those of these that the account has; they stay until our transaction ends.
   *
   * @param ids some
   */
  Set<UUID> existing(AccountId account, Set<UUID> ids);

  /** What grants are limited by. */
  enum Dimension {
    CATEGORY,
    GROUP
  }
}
