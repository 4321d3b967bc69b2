package dev.belfry.notify.webhook;

import dev.belfry.access.Access;
import dev.belfry.access.AccessProblems;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.grant.Selection;
import dev.belfry.platform.problem.Problem;
import java.util.List;

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
    for (String event : events) {
      Scope scope = event.startsWith("incident.") ? Scope.INCIDENT_READ : Scope.MONITOR_READ;
      if (!access.caller().rights().allows(scope)) {
        throw AccessProblems.lacks(scope);
      }
      reach = reach.meet(access.reach(scope));
    }
    return reach;
  }

  static boolean contains(Access access, Webhook webhook) {
    return access
        .reach(Scope.WEBHOOK_READ)
        .join(access.reach(Scope.WEBHOOK_UPDATE))
        .join(access.reach(Scope.WEBHOOK_DELETE))
        .contains(webhook.reach());
  }

  /**
   * @throws Problem 404 when the webhook tells more than the caller reaches
   */
  static void require(Access access, Webhook webhook) {
    if (!contains(access, webhook)) {
      throw Problem.notFound();
    }
  }
}
