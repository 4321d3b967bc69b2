package dev.belfry.notify.webhook;

import dev.belfry.access.Access;
import dev.belfry.access.AccessProblems;
import dev.belfry.access.grant.Pair;
import dev.belfry.access.grant.Rights;
import dev.belfry.access.grant.Scope;
import dev.belfry.notify.NoticeType;
import dev.belfry.platform.problem.Problem;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A webhook acts for somebody: it tells what its maker may read, and who reaches less neither sees
 * nor changes it, since its address and its secret open more than he has.
 */
final class WebhookReach {
  private WebhookReach() {}

  /**
   * What the caller may read of all that these events tell. @throws Problem 403 when it may not
   * read some at all
   */
  static List<Pair> of(Access access, List<String> events) {
    List<Pair> reach = List.of(Pair.ALL);
    for (Scope scope : scopes(events)) {
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

  /** What one must be allowed to read to be told of these. */
  private static Set<Scope> scopes(List<String> events) {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (String event : events) {
      if (NoticeType.OF_KEYS.contains(event)) {
        scopes.add(Scope.KEY_READ);
      } else if (NoticeType.OF_MAINTENANCE.contains(event)) {
        scopes.add(Scope.MAINTENANCE_READ);
      } else {
        scopes.add(event.startsWith("incident.") ? Scope.INCIDENT_READ : Scope.MONITOR_READ);
      }
    }
    return scopes;
  }

  /** Whether its maker, with the rights that he has now, may still read all that it tells. */
  static boolean stands(Rights now, Webhook webhook) {
    return scopes(webhook.events).stream().allMatch(scope -> within(now.pairs(scope), webhook));
  }

  /** Whether the caller holds the scope wherever the webhook tells of. */
  static boolean contains(Access access, Webhook webhook, Scope scope) {
    return within(access.pairs(scope), webhook);
  }

  /**
   * Each of its pairs within one of these; one that has lost them all is for who has everything.
   */
  private static boolean within(List<Pair> pairs, Webhook webhook) {
    List<Pair> reach = webhook.reach.isEmpty() ? List.of(Pair.ALL) : webhook.reach;
    return reach.stream().allMatch(own -> pairs.stream().anyMatch(pair -> pair.contains(own)));
  }

  /**
   * @throws Problem 404 when the webhook tells more than the caller may know of, 403 when only the
   *     scope does not reach that far
   */
  static void require(Access access, Webhook webhook, Scope scope) {
    if (!contains(access, webhook, scope)) {
      throw contains(access, webhook, Scope.WEBHOOK_READ)
          ? AccessProblems.lacks(scope)
          : Problem.notFound();
    }
  }
}
