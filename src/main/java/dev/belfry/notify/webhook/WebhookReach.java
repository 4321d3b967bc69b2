package dev.belfry.notify.webhook;

import dev.belfry.access.Access;
import dev.belfry.access.AccessProblems;
import dev.belfry.access.grant.Rights;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.grant.Selection;
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
  static Selection of(Access access, List<String> events) {
    Selection reach = Selection.ALL;
    for (Scope scope : scopes(events)) {
      if (!access.caller().rights().allows(scope)) {
        throw AccessProblems.lacks(scope);
      }
      reach = reach.meet(access.reach(scope));
    }
    return reach;
  }

  /** What one must be allowed to read to be told of these. */
  private static Set<Scope> scopes(List<String> events) {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (String event : events) {
      scopes.add(event.startsWith("incident.") ? Scope.INCIDENT_READ : Scope.MONITOR_READ);
    }
    return scopes;
  }

  /** Whether its maker, with the rights that he has now, may still read all that it tells. */
  static boolean stands(Rights now, Webhook webhook) {
    return scopes(webhook.events).stream()
        .allMatch(scope -> now.reach(scope).contains(webhook.reach()));
  }

  /** Whether the caller holds the scope wherever the webhook tells of. */
  static boolean contains(Access access, Webhook webhook, Scope scope) {
    return access.reach(scope).contains(webhook.reach());
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
