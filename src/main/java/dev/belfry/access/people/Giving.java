package dev.belfry.access.people;

import dev.belfry.access.Access;
import dev.belfry.access.AccessProblems;
import dev.belfry.access.grant.GrantStore;
import dev.belfry.access.grant.Rights;
import jakarta.enterprise.context.ApplicationScoped;

/** Rights for people, service accounts and roles. */
@ApplicationScoped
public class Giving {
  private final Access access;
  private final GrantStore grants;

  Giving(Access access, GrantStore grants) {
    this.access = access;
    this.grants = grants;
  }

  /**
   * What somebody, or all who hold a role, may do afterwards. A key gives nobody what hands out
   * rights: its end would not be the end of what it gave.
   *
   * @throws dev.belfry.platform.problem.Problem 403 when the caller does not hold all of it
   */
  public void require(Rights result) {
    access.requireHeld(result);
    if (access.caller().key() != null && grants.handsOutRights(result)) {
      throw AccessProblems.givenByKey();
    }
  }
}
