package dev.belfry.activity;

import dev.belfry.access.Access;
import dev.belfry.access.grant.Pair;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.grant.Selection;

/** Which entries a caller may read. */
final class EntryReach {
  private EntryReach() {}

  /** Rows keep the category but not the groups of their subject, so grants must have all groups. */
  static Selection of(Access access) {
    return access.pairs(Scope.ACTIVITY_READ).stream()
        .filter(pair -> pair.groups().all())
        .map(Pair::categories)
        .reduce(Selection.NONE, Selection::join);
  }
}
