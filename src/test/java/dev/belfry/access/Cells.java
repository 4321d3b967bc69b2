package dev.belfry.access;

import dev.belfry.access.grant.Scope;
import dev.belfry.house.Routes.Route;
import dev.belfry.house.Things;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the access matrix expects of each route. A new route is entered here, with the statuses of a
 * key that has exactly its scope: everywhere, in another category only, in another group only.
 */
final class Cells {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private Cells() {}

  /**
   * One route.
   *
   * @param ok where the key reaches everything
   * @param otherCategory where the key reaches another category than the thing's
   * @param otherGroup where the key reaches another group than the thing's
   * @param body with ' for "; # is a number; CATEGORY, GROUP and ROLE are those of the thing
   * @param also scopes that it takes besides its own
   */
  record Cell(
      String route, int ok, int otherCategory, int otherGroup, String body, List<Scope> also) {
    static Cell of(String route, int ok, int otherCategory, int otherGroup) {
      return new Cell(route, ok, otherCategory, otherGroup, "{}", List.of());
    }

    Cell sends(String json) {
      return new Cell(route, ok, otherCategory, otherGroup, json, also);
    }

    Cell with(Scope... scopes) {
      return new Cell(route, ok, otherCategory, otherGroup, body, List.of(scopes));
    }
  }

  private static final String MONITOR =
      "{'name':'new','type':'http','url':'http://localhost:1/','category_id':'CATEGORY','group_ids':['GROUP']}";
  private static final String INCIDENT =
      "{'title':'new','category_id':'CATEGORY','group_ids':['GROUP']}";
  private static final String KEY = "{'name':'new','scopes':['monitor:read']}";
  private static final String ROLE = "{'name':'new #','grants':[]}";
  private static final String MAPPING = "{'group':'new #','role_id':'ROLE'}";
  private static final String UPTIME =
      "{'degraded':'down','unknown':'down','maintenance':'up','paused':'excluded'}";
  private static final String MAINTENANCE =
      "{'name':'new','starts_at':'2099-01-01T00:00:00Z','duration_seconds':600,'category_ids':['CATEGORY']}";
  private static final String NAMED = "{'name':'new #'}";

  private static final Map<String, Cell> CELLS =
      Stream.concat(
              NewsCells.all(),
              Stream.of(
                  Cell.of("GET /v1/account", 200, 200, 200),
                  Cell.of("GET /v1/activity", 200, 200, 403),
                  Cell.of("GET /v1/activity/stream", 200, 200, 403),
                  Cell.of("GET /v1/categories", 200, 200, 200),
                  Cell.of("POST /v1/categories", 201, 403, 201).sends(NAMED),
                  Cell.of("GET /v1/categories/{id}", 200, 404, 200),
                  Cell.of("PUT /v1/categories/{id}", 200, 404, 200).sends(NAMED),
                  Cell.of("DELETE /v1/categories/{id}", 204, 404, 204),
                  Cell.of("GET /v1/groups", 200, 200, 200),
                  Cell.of("POST /v1/groups", 201, 201, 403).sends(NAMED),
                  Cell.of("GET /v1/groups/{id}", 200, 200, 404),
                  Cell.of("PUT /v1/groups/{id}", 200, 200, 404).sends(NAMED),
                  Cell.of("DELETE /v1/groups/{id}", 204, 204, 404),
                  Cell.of("PATCH /v1/account", 200, 403, 403),
                  Cell.of("GET /v1/account/usage", 200, 200, 200),
                  Cell.of("POST /v1/accounts", 201, 403, 403).sends("{'name':'new','plan':'free'}"),
                  Cell.of("GET /v1/accounts/{id}", 200, 403, 403),
                  Cell.of("PATCH /v1/accounts/{id}", 200, 403, 403),
                  // Only the first account is that of operators.
                  Cell.of("GET /v1/installation/accounts", 404, 403, 403),
                  Cell.of("GET /v1/installation/accounts/{id}", 404, 403, 403),
                  Cell.of("PATCH /v1/installation/accounts/{id}", 404, 403, 403),
                  Cell.of("GET /v1/users", 200, 403, 403),
                  Cell.of("POST /v1/users", 202, 403, 403)
                      .sends("{'email':'new-#@example.org','name':'new'}"),
                  Cell.of("GET /v1/users/{id}", 200, 403, 403),
                  Cell.of("PATCH /v1/users/{id}", 200, 403, 403),
                  Cell.of("DELETE /v1/users/{id}", 204, 403, 403),
                  // Keys reset nobody's password, and only the first account is that of operators.
                  Cell.of("POST /v1/users/{id}/password-reset", 403, 403, 403),
                  Cell.of("POST /v1/users/{id}/release", 404, 403, 403),
                  Cell.of("GET /v1/service-accounts", 200, 403, 403),
                  Cell.of("POST /v1/service-accounts", 201, 403, 403).sends(NAMED),
                  Cell.of("GET /v1/service-accounts/{id}", 200, 403, 403),
                  Cell.of("PATCH /v1/service-accounts/{id}", 200, 403, 403),
                  Cell.of("DELETE /v1/service-accounts/{id}", 204, 403, 403),
                  Cell.of("GET /v1/roles", 200, 403, 403),
                  Cell.of("POST /v1/roles", 201, 403, 403).sends(ROLE),
                  Cell.of("GET /v1/roles/{id}", 200, 403, 403),
                  Cell.of("PUT /v1/roles/{id}", 200, 403, 403).sends(ROLE),
                  Cell.of("PATCH /v1/roles/{id}", 200, 403, 403),
                  Cell.of("DELETE /v1/roles/{id}", 204, 403, 403),
                  Cell.of("GET /v1/invitations", 200, 403, 403),
                  Cell.of("POST /v1/invitations", 202, 403, 403)
                      .sends("{'email':'new-#@example.org'}"),
                  Cell.of("GET /v1/invitations/{id}", 200, 403, 403),
                  Cell.of("POST /v1/invitations/{id}/resend", 202, 403, 403),
                  Cell.of("DELETE /v1/invitations/{id}", 204, 403, 403),
                  Cell.of("GET /v1/keys/{id}/usage", 200, 404, 404).with(Scope.MONITOR_READ),
                  Cell.of("GET /v1/flags", 200, 403, 403),
                  Cell.of("POST /v1/flags/{id}/dismiss", 200, 403, 403),
                  Cell.of("GET /v1/flags/policy", 200, 403, 403),
                  Cell.of("PUT /v1/flags/policy", 200, 403, 403).sends("{'disabling':[]}"),
                  Cell.of("GET /v1/activity/{id}", 200, 404, 403),
                  Cell.of("GET /v1/activity/export", 200, 200, 403),
                  // No loop runs in tests, so nothing is chained yet.
                  Cell.of("GET /v1/activity/head", 404, 403, 403),
                  Cell.of("GET /v1/activity/verify", 200, 403, 403),
                  Cell.of("GET /v1/keys", 200, 200, 200).with(Scope.MONITOR_READ),
                  Cell.of("POST /v1/keys", 201, 403, 403).sends(KEY).with(Scope.MONITOR_READ),
                  Cell.of("GET /v1/keys/{id}", 200, 404, 404).with(Scope.MONITOR_READ),
                  Cell.of("PUT /v1/keys/{id}", 200, 404, 404).sends(KEY).with(Scope.MONITOR_READ),
                  Cell.of("PATCH /v1/keys/{id}", 200, 404, 404).with(Scope.MONITOR_READ),
                  Cell.of("DELETE /v1/keys/{id}", 204, 204, 204).with(Scope.MONITOR_READ),
                  Cell.of("POST /v1/keys/{id}/revoke", 200, 200, 200).with(Scope.MONITOR_READ),
                  Cell.of("POST /v1/keys/{id}/disable", 200, 200, 200).with(Scope.MONITOR_READ),
                  Cell.of("POST /v1/keys/{id}/enable", 200, 404, 404).with(Scope.MONITOR_READ),
                  Cell.of("POST /v1/keys/{id}/rotate", 201, 404, 404).with(Scope.MONITOR_READ),
                  Cell.of("POST /v1/keys/{id}/can", 200, 404, 404)
                      .sends("{'scope':'monitor:read'}")
                      .with(Scope.MONITOR_READ),
                  Cell.of("GET /v1/keys/policy", 200, 200, 200),
                  Cell.of("PUT /v1/keys/policy", 200, 403, 403).sends("{'personal_keys':true}"),
                  Cell.of("GET /v1/sso/mappings", 200, 403, 403),
                  Cell.of("POST /v1/sso/mappings", 201, 403, 403)
                      .sends(MAPPING)
                      .with(Scope.MONITOR_READ),
                  Cell.of("GET /v1/sso/mappings/{id}", 200, 403, 403),
                  Cell.of("PUT /v1/sso/mappings/{id}", 200, 403, 403)
                      .sends(MAPPING)
                      .with(Scope.MONITOR_READ),
                  Cell.of("DELETE /v1/sso/mappings/{id}", 204, 403, 403),
                  Cell.of("GET /v1/monitors", 200, 200, 200),
                  Cell.of("POST /v1/monitors", 201, 403, 403).sends(MONITOR).with(Scope.GROUP_READ),
                  Cell.of("POST /v1/monitors/test", 200, 403, 403).sends(MONITOR),
                  Cell.of("POST /v1/monitors/bulk", 200, 200, 200)
                      .sends("{'action':'pause','filter':{'tag':'nobody'}}")
                      .with(Scope.MONITOR_PAUSE),
                  Cell.of("POST /v1/monitors/import", 200, 422, 422)
                      .sends(
                          "name,type,url,category_id,group_ids\nnew,http,http://localhost:1/,CATEGORY,GROUP")
                      .with(Scope.GROUP_READ),
                  Cell.of("GET /v1/monitors/export", 200, 200, 200),
                  Cell.of("GET /v1/stream", 200, 200, 200),
                  Cell.of("GET /v1/monitors/{id}", 200, 404, 404),
                  Cell.of("PUT /v1/monitors/{id}", 200, 404, 404).sends(MONITOR),
                  Cell.of("PATCH /v1/monitors/{id}", 200, 404, 404),
                  Cell.of("DELETE /v1/monitors/{id}", 204, 404, 404),
                  Cell.of("POST /v1/monitors/{id}/pause", 200, 404, 404),
                  Cell.of("POST /v1/monitors/{id}/resume", 200, 404, 404),
                  Cell.of("POST /v1/monitors/{id}/check", 200, 404, 404),
                  Cell.of("GET /v1/monitors/{id}/results", 200, 404, 404),
                  Cell.of("GET /v1/monitors/{id}/pings", 200, 404, 404),
                  Cell.of("GET /v1/monitors/{id}/runs", 200, 404, 404),
                  // A monitor that is looked at has no ping URL.
                  Cell.of("POST /v1/monitors/{id}/rotate-ping-url", 409, 404, 404),
                  Cell.of("POST /v1/telemetry/{key}", 200, 404, 404),
                  Cell.of("GET /v1/monitors/{id}/stats", 200, 404, 404),
                  Cell.of("GET /v1/uptime", 200, 200, 200),
                  Cell.of("GET /v1/uptime/policy", 200, 200, 200),
                  Cell.of("PUT /v1/uptime/policy", 200, 403, 403).sends(UPTIME),
                  Cell.of("GET /v1/reports/uptime", 200, 200, 200),
                  Cell.of("GET /v1/reports/expiring", 200, 200, 200),
                  Cell.of("GET /v1/maintenance", 200, 200, 200),
                  // Of another category nothing is known; in another group nothing is covered.
                  Cell.of("POST /v1/maintenance", 201, 422, 201).sends(MAINTENANCE),
                  Cell.of("POST /v1/maintenance/preview", 200, 422, 200).sends(MAINTENANCE),
                  Cell.of("GET /v1/maintenance/{id}", 200, 404, 404),
                  Cell.of("PUT /v1/maintenance/{id}", 200, 404, 404).sends(MAINTENANCE),
                  Cell.of("PATCH /v1/maintenance/{id}", 200, 404, 404),
                  Cell.of("DELETE /v1/maintenance/{id}", 204, 404, 404),
                  Cell.of("POST /v1/maintenance/{id}/start", 200, 404, 404),
                  Cell.of("POST /v1/maintenance/{id}/end", 200, 404, 404),
                  Cell.of("GET /v1/incidents", 200, 200, 200),
                  Cell.of("GET /v1/incidents/{id}", 200, 404, 404),
                  Cell.of("POST /v1/incidents/{id}/updates", 201, 404, 404)
                      .sends("{'message':'new'}"),
                  Cell.of("POST /v1/incidents/{id}/resolve", 200, 404, 404),
                  Cell.of("GET /v1/incidents/{id}/rings", 200, 404, 404).with(Scope.INCIDENT_READ),
                  Cell.of("GET /v1/incidents/{id}/escalation", 200, 404, 404)
                      .with(Scope.INCIDENT_READ),
                  Cell.of("POST /v1/incidents", 201, 403, 403)
                      .sends(INCIDENT)
                      .with(Scope.GROUP_READ),
                  Cell.of("PUT /v1/incidents/{id}", 200, 404, 404).sends("{'title':'new'}"),
                  Cell.of("PATCH /v1/incidents/{id}", 200, 404, 404),
                  // What a monitor opened stays, another incident is not there, and it is open.
                  Cell.of("DELETE /v1/incidents/{id}", 409, 404, 404),
                  Cell.of("POST /v1/incidents/{id}/merge", 422, 404, 404)
                      .sends("{'incident_ids':['inc_01h455vb4pex5vsknk084sn02q']}"),
                  Cell.of("POST /v1/incidents/{id}/reopen", 409, 404, 404),
                  Cell.of("POST /v1/incidents/{id}/acknowledge", 200, 404, 404),
                  Cell.of("POST /v1/incidents/{id}/unacknowledge", 200, 404, 404),
                  Cell.of("PUT /v1/incidents/{id}/updates/{update}", 200, 404, 404)
                      .sends("{'message':'new'}"),
                  Cell.of("DELETE /v1/incidents/{id}/updates/{update}", 204, 404, 404),
                  Cell.of("PUT /v1/incidents/{id}/postmortem", 200, 404, 404)
                      .sends("{'text':'new'}"),
                  Cell.of("DELETE /v1/incidents/{id}/postmortem", 204, 404, 404),
                  Cell.of("POST /v1/incidents/bulk", 200, 200, 200)
                      .sends("{'action':'resolve','filter':{'q':'nobody'}}")
                      .with(Scope.INCIDENT_RESOLVE),
                  Cell.of("GET /v1/incidents/grouping", 200, 200, 200),
                  Cell.of("PUT /v1/incidents/grouping", 200, 403, 403).sends("{'by':'none'}"),
                  Cell.of("GET /v1/reports/incidents", 200, 200, 200)))
          .collect(Collectors.toUnmodifiableMap(Cell::route, Function.identity()));

  static Set<String> routes() {
    return CELLS.keySet();
  }

  /** The body of a route that has one, for these things. */
  static String body(Route route, Things things) {
    if (route.verb().equals("GET") || route.verb().equals("DELETE")) {
      return "";
    }
    return route.scope() == null
        ? "{}"
        : of(route)
            .body()
            .replace("CATEGORY", things.category())
            .replace("GROUP", things.group())
            .replace("ROLE", things.role())
            .replace("UNIQUE", "" + UUID.randomUUID())
            .replace("#", "" + NUMBER.incrementAndGet());
  }

  static Cell of(Route route) {
    Cell cell = CELLS.get(route.toString());
    if (cell == null) {
      throw new IllegalStateException("enter " + route + " in " + Cells.class.getSimpleName());
    }
    return cell;
  }
}
