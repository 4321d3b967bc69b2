package dev.belfry.alerting.book;

import dev.belfry.access.Access;
import dev.belfry.access.AccessProblems;
import dev.belfry.access.grant.Pair;
import dev.belfry.access.grant.Rights;
import dev.belfry.access.grant.Scope;
import dev.belfry.platform.problem.Problem;
import java.util.List;
import java.util.Set;

/** A rule acts for somebody, as a webhook does: within what its maker may see. */
final class RuleReach {
  private RuleReach() {}

  /**
   * What the caller may see by all of these. @throws Problem 403 when by one of them it sees
   * nothing
   */
  static List<Pair> of(Access access, Set<Scope> scopes) {
    List<Pair> reach = List.of(Pair.ALL);
    for (Scope scope : scopes) {
      if (scope == Scope.KEY_READ) {
        // Keys lie in no category: whoever reads some of them reads all.
        access.requireEverywhere(scope);
      }
      reach = meet(reach, access.pairs(scope));
      if (reach.isEmpty()) {
        throw AccessProblems.lacks(scope);
      }
    }
    return reach;
  }

  private static List<Pair> meet(List<Pair> some, List<Pair> others) {
    return some.stream()
        .flatMap(one -> others.stream().map(one::meet))
        .filter(pair -> !pair.reachesNothing())
        .distinct()
        .toList();
  }

  /** Whether its maker, with the rights that he has now, still sees all of it. */
  static boolean stands(Rights now, List<Pair> reach, Set<Scope> scopes) {
    return scopes.stream().allMatch(scope -> within(now.pairs(scope), reach));
  }

  static boolean contains(Access access, List<Pair> reach, Scope scope) {
    return within(access.pairs(scope), reach);
  }

  /** One that has lost all that it reached is for who has everything. */
  private static boolean within(List<Pair> pairs, List<Pair> reach) {
    List<Pair> all = reach.isEmpty() ? List.of(Pair.ALL) : reach;
    return all.stream().allMatch(own -> pairs.stream().anyMatch(pair -> pair.contains(own)));
  }

  /**
   * @throws Problem 404 when the caller may not know of it, 403 when only the scope does not reach
   *     that far
   */
  static void require(Access access, Rule rule, RuleKind<?> kind, Scope scope) {
    if (!contains(access, rule.reach, scope)) {
      throw contains(access, rule.reach, kind.read())
          ? AccessProblems.lacks(scope)
          : Problem.notFound();
    }
  }
}
