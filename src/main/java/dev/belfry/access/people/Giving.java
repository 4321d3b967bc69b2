package dev.belfry.access.people;

import dev.belfry.access.Access;
import dev.belfry.access.AccessProblems;
import dev.belfry.access.grant.GrantPlaces;
import dev.belfry.access.grant.GrantSpec;
import dev.belfry.access.grant.GrantStore;
import dev.belfry.access.grant.Rights;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Rights for people, service accounts and roles. */
@ApplicationScoped
public class Giving {
  private final Access access;
  private final GrantStore grants;
  private final GrantPlaces places;

  Giving(Access access, GrantStore grants, GrantPlaces places) {
    this.access = access;
    this.grants = grants;
    this.places = places;
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

  /**
   * After the caller has shown that he holds all of it.
   *
   * @param kept what was given before
   * @throws dev.belfry.platform.problem.Problem 422 for categories and groups that are not there
   */
  public void requirePlaces(List<GrantSpec> wanted, List<GrantSpec> kept) {
    places.require(access.account(), wanted, kept);
  }
}
