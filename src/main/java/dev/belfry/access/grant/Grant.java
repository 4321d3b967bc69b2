package dev.belfry.access.grant;

import java.util.EnumSet;
import java.util.Set;

/** Some scopes on some categories and groups. The pair is never taken apart. */
record Grant(Set<Scope> scopes, boolean everything, Selection categories, Selection groups) {

  Grant {
    scopes = Set.copyOf(scopes);
  }

  boolean has(Scope scope) {
    return everything || scopes.contains(scope);
  }

  Grant meet(Grant other) {
    boolean both = everything && other.everything;
    Set<Scope> shared = EnumSet.noneOf(Scope.class);
    if (!both) {
      for (Scope scope : Scope.values()) {
        if (has(scope) && other.has(scope)) {
          shared.add(scope);
        }
      }
    }
    return new Grant(shared, both, categories.meet(other.categories), groups.meet(other.groups));
  }

  Pair pair() {
    return new Pair(categories, groups);
  }

  boolean isNothing() {
    return !everything && scopes.isEmpty();
  }
}
