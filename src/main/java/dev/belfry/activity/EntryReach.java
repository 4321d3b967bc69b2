package dev.belfry.activity;

import dev.belfry.access.Access;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.grant.Selection;
import dev.belfry.platform.problem.Problem;

/** Which entries a caller may read. */
final class EntryReach {
  private EntryReach() {}

  /**
   * Rows keep the category but not the groups of their subject, so grants must have all groups;
   * entries of what is in no category, such as the account itself, need all categories too.
   *
   * @throws Problem 403 for whoever can read no entry at all
   */
  static Selection of(Access access) {
    Selection reach = access.reachInAllGroups(Scope.ACTIVITY_READ);
    if (reach.reachesNothing()) {
      throw access.nowhere(
          Scope.ACTIVITY_READ,
          "Entries do not tell in which groups something was: for those of some categories you need"
              + " activity:read there with ALL groups, for those about the account itself with ALL of both.");
    }
    return reach;
  }
}
