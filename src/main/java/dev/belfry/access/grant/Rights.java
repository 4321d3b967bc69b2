package dev.belfry.access.grant;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A list of grants, and what follows from it. Pure: the effective rights of a key are computed for
 * each request as the meeting of its own, its parent's and its owner's.
 */
public final class Rights {
  public static final Rights NONE = new Rights(List.of());
  public static final Rights EVERYTHING =
      new Rights(List.of(new Grant(Set.of(), true, Selection.ALL, Selection.ALL)));

  private final List<Grant> grants;

  Rights(List<Grant> grants) {
    this.grants = List.copyOf(grants);
  }

  List<Grant> grants() {
    return grants;
  }

  /** Whether the scope is held on anything at all. */
  public boolean allows(Scope scope) {
    return grants.stream().anyMatch(grant -> grant.has(scope));
  }

  /** Whether the scope is held on a thing in this category; null is a thing in none. */
  public boolean allows(Scope scope, @Nullable UUID category) {
    return grants.stream()
        .anyMatch(grant -> grant.has(scope) && grant.categories().reaches(category));
  }

  /** The categories in which the scope is held, for lists that filter in SQL. */
  public Selection reach(Scope scope) {
    return grants.stream()
        .filter(grant -> grant.has(scope))
        .map(Grant::categories)
        .reduce(Selection.of(Set.of()), Selection::join);
  }

  public Rights meet(Rights other) {
    List<Grant> both = new ArrayList<>();
    for (Grant mine : grants) {
      for (Grant theirs : other.grants) {
        Grant meeting = mine.meet(theirs);
        if (!meeting.isNothing()) {
          both.add(meeting);
        }
      }
    }
    return new Rights(both);
  }

  /** The scopes of the other that one grant of ours does not hold on all that the other reaches. */
  public Set<Scope> missing(Rights wanted) {
    Set<Scope> missing = EnumSet.noneOf(Scope.class);
    for (Grant grant : wanted.grants) {
      for (Scope scope : Scope.values()) {
        if (grant.has(scope) && !holds(scope, grant)) {
          missing.add(scope);
        }
      }
      if (grant.everything()
          && grants.stream().noneMatch(mine -> mine.everything() && contains(mine, grant))) {
        missing.addAll(EnumSet.allOf(Scope.class));
      }
    }
    return missing;
  }

  private boolean holds(Scope scope, Grant wanted) {
    return grants.stream().anyMatch(mine -> mine.has(scope) && contains(mine, wanted));
  }

  private static boolean contains(Grant mine, Grant wanted) {
    return mine.categories().contains(wanted.categories())
        && mine.groups().contains(wanted.groups());
  }
}
