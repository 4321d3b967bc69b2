package dev.belfry.access.people;

import dev.belfry.platform.event.AccountId;

/** Whoever keeps what accounts are called. */
@FunctionalInterface
public interface AccountNames {
  /** As its members wrote it, at most 100 characters; in a transaction bound to the account. */
  String name(AccountId account);
}
