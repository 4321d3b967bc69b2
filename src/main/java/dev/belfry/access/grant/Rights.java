package dev.belfry.access.grant;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A list of grants, and what follows from it. Pure: the effective rights of a key are computed for
 * each request as the meeting of its own, its parent's and its owner's.
 */
public final class Rights {
  public static final Rights NONE = new Rights(List.of());
  public static final Rights EVERYTHING =
      new Rights(List.of(new Grant(Set.of(), true, Selection.ALL, Selection.ALL)));

  /** What goes beyond gives nothing, so that nobody makes others wait by rights without end. */
  private static final int MOST_GRANTS = 200;

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

  /** Whether one grant holds the scope on the whole thing: what changing and running it needs. */
  public boolean allows(Scope scope, Place place) {
    return grants.stream().anyMatch(grant -> grant.has(scope) && grant.pair().reachesWhole(place));
  }

  /** Whether one grant holds the scope on some of the thing: what reading it needs. */
  public boolean allowsSome(Scope scope, Place place) {
    return grants.stream().anyMatch(grant -> grant.has(scope) && grant.pair().reachesSome(place));
  }

  /** Where the scope is held, grant by grant, for lists of things that know groups too. */
  public List<Pair> pairs(Scope scope) {
    return grants.stream().filter(grant -> grant.has(scope)).map(Grant::pair).distinct().toList();
  }

  /** Whether the scope is held on everything there is. */
  public boolean allowsEverywhere(Scope scope) {
    return pairs(scope).contains(Pair.ALL);
  }

  /** These and those. */
  public Rights join(Rights other) {
    Set<Grant> either = new LinkedHashSet<>(grants);
    either.addAll(other.grants);
    return new Rights(either.stream().limit(MOST_GRANTS).toList());
  }

  /** Whether all that the other allows is allowed by these. */
  public boolean contains(Rights other) {
    return missing(other).isEmpty();
  }

  /** The categories in which the scope is held, for things whose type knows categories only. */
  public Selection reach(Scope scope) {
    return grants.stream()
        .filter(grant -> grant.has(scope))
        .map(Grant::categories)
        .reduce(Selection.NONE, Selection::join);
  }

  /** The groups in which the scope is held, for things whose type knows groups only. */
  public Selection groupReach(Scope scope) {
    return grants.stream()
        .filter(grant -> grant.has(scope))
        .map(Grant::groups)
        .reduce(Selection.NONE, Selection::join);
  }

  public Rights meet(Rights other) {
    Set<Grant> both = new LinkedHashSet<>();
    for (Grant mine : grants) {
      for (Grant theirs : other.grants) {
        Grant meeting = mine.meet(theirs);
        if (!meeting.isNothing() && both.size() < MOST_GRANTS) {
          both.add(meeting);
        }
      }
    }
    return new Rights(List.copyOf(both));
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
    return mine.pair().contains(wanted.pair());
  }
}
