package dev.belfry.access;

import dev.belfry.access.people.MemberId;
import dev.belfry.platform.event.AccountId;

/** Whether a right password is enough to begin a session. */
@FunctionalInterface
public interface PasswordLogins {
  /**
   * @throws dev.belfry.platform.problem.Problem 403 where he has to sign in elsewhere
   */
  void require(AccountId account, MemberId member);
}
