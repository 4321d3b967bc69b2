package dev.belfry.access;

import dev.belfry.access.Cells.Cell;
import dev.belfry.access.grant.Scope;
import java.util.stream.Stream;

/** Of the routes by which somebody is told: alerting, channels, deliveries and status pages. */
final class NewsCells {
  private static final String WEBHOOK = "{'url':'http://localhost:1/'}";
  private static final String CHANNEL =
      "{'name':'new #','kind':'http','settings':{'url':'http://localhost:1/','body':'{}'}}";
  private static final String ESCALATION = "{'name':'new #','steps':[{'after_seconds':60}]}";
  private static final String NAMED = "{'name':'new #'}";
  private static final String STATUS_PAGE = "{'name':'new','slug':'UNIQUE'}";

  private NewsCells() {}

  static Stream<Cell> all() {
    return Stream.of(
        Cell.of("GET /v1/triggers", 200, 200, 200),
        Cell.of("POST /v1/triggers", 201, 201, 201).sends(NAMED).with(Scope.INCIDENT_READ),
        Cell.of("POST /v1/triggers/roles", 200, 200, 200)
            .sends("{'filter':{'name':'nobody'},'add':[]}"),
        Cell.of("POST /v1/triggers/simulate", 200, 200, 200)
            .sends(
                "{'trigger':{'name':'new'},'from':'2030-01-01T00:00:00Z','to':'2030-01-02T00:00:00Z'}")
            .with(Scope.INCIDENT_READ),
        Cell.of("GET /v1/triggers/{id}", 200, 404, 404),
        Cell.of("PUT /v1/triggers/{id}", 200, 404, 404).sends(NAMED).with(Scope.INCIDENT_READ),
        Cell.of("PATCH /v1/triggers/{id}", 200, 404, 404).with(Scope.INCIDENT_READ),
        Cell.of("DELETE /v1/triggers/{id}", 204, 404, 404),
        Cell.of("GET /v1/notification-roles", 200, 200, 200),
        Cell.of("POST /v1/notification-roles", 201, 201, 201).sends(NAMED),
        Cell.of("GET /v1/notification-roles/{id}", 200, 404, 404),
        Cell.of("PUT /v1/notification-roles/{id}", 200, 404, 404).sends(NAMED),
        Cell.of("PATCH /v1/notification-roles/{id}", 200, 404, 404),
        Cell.of("DELETE /v1/notification-roles/{id}", 204, 404, 404),
        Cell.of("GET /v1/escalations", 200, 200, 200),
        Cell.of("POST /v1/escalations", 201, 201, 201).sends(ESCALATION),
        Cell.of("GET /v1/escalations/{id}", 200, 404, 404),
        Cell.of("PUT /v1/escalations/{id}", 200, 404, 404).sends(ESCALATION),
        Cell.of("PATCH /v1/escalations/{id}", 200, 404, 404),
        Cell.of("DELETE /v1/escalations/{id}", 204, 404, 404),
        Cell.of("GET /v1/rotas", 200, 200, 200),
        Cell.of("POST /v1/rotas", 201, 201, 201).sends(NAMED),
        Cell.of("GET /v1/rotas/{id}", 200, 404, 404),
        Cell.of("GET /v1/rotas/{id}/on-call", 200, 404, 404),
        Cell.of("GET /v1/rotas/{id}/schedule", 200, 404, 404),
        Cell.of("PUT /v1/rotas/{id}", 200, 404, 404).sends(NAMED),
        Cell.of("PATCH /v1/rotas/{id}", 200, 404, 404),
        Cell.of("DELETE /v1/rotas/{id}", 204, 404, 404),
        Cell.of("GET /v1/status-pages", 200, 200, 200),
        Cell.of("POST /v1/status-pages", 201, 201, 201).sends(STATUS_PAGE).with(Scope.MONITOR_READ),
        Cell.of("GET /v1/status-pages/{id}", 200, 404, 404),
        Cell.of("PUT /v1/status-pages/{id}", 200, 404, 404)
            .sends(STATUS_PAGE)
            .with(Scope.MONITOR_READ),
        Cell.of("PATCH /v1/status-pages/{id}", 200, 404, 404).with(Scope.MONITOR_READ),
        Cell.of("DELETE /v1/status-pages/{id}", 204, 404, 404),
        Cell.of("POST /v1/status-pages/{id}/domain/verify", 200, 404, 404),
        Cell.of("GET /v1/status-pages/{id}/components", 200, 404, 404),
        Cell.of("POST /v1/status-pages/{id}/components", 201, 404, 404).sends("{'name':'new'}"),
        Cell.of("GET /v1/status-pages/{id}/components/{component}", 200, 404, 404),
        Cell.of("PUT /v1/status-pages/{id}/components/{component}", 200, 404, 404)
            .sends("{'name':'new'}"),
        Cell.of("PATCH /v1/status-pages/{id}/components/{component}", 200, 404, 404),
        Cell.of("DELETE /v1/status-pages/{id}/components/{component}", 204, 404, 404),
        Cell.of("GET /v1/status-pages/{id}/subscribers", 200, 404, 404),
        Cell.of("POST /v1/status-pages/{id}/subscribers", 201, 404, 404)
            .sends("{'kind':'webhook','address':'https://example.org/new'}"),
        Cell.of("GET /v1/status-pages/{id}/subscribers/{subscriber}", 200, 404, 404),
        Cell.of("DELETE /v1/status-pages/{id}/subscribers/{subscriber}", 204, 404, 404),
        Cell.of("GET /v1/status-pages/{id}/subscribers/{subscriber}/deliveries", 200, 404, 404),
        Cell.of("GET /v1/channel-kinds", 200, 200, 200),
        Cell.of("GET /v1/channels", 200, 200, 200),
        Cell.of("POST /v1/channels", 201, 201, 201)
            .sends(CHANNEL)
            .with(Scope.MONITOR_READ, Scope.INCIDENT_READ),
        Cell.of("GET /v1/channels/{id}", 200, 404, 404),
        Cell.of("PUT /v1/channels/{id}", 200, 404, 404)
            .sends(CHANNEL)
            .with(Scope.MONITOR_READ, Scope.INCIDENT_READ),
        Cell.of("PATCH /v1/channels/{id}", 200, 404, 404)
            .with(Scope.MONITOR_READ, Scope.INCIDENT_READ),
        Cell.of("DELETE /v1/channels/{id}", 204, 404, 404),
        Cell.of("POST /v1/channels/{id}/test", 200, 404, 404),
        Cell.of("POST /v1/channels/{id}/confirmation", 200, 404, 404),
        Cell.of("GET /v1/channels/{id}/deliveries", 200, 404, 404),
        Cell.of("POST /v1/channels/{id}/deliveries/{delivery}/replay", 200, 404, 404),
        Cell.of("GET /v1/webhooks", 200, 200, 200),
        Cell.of("POST /v1/webhooks", 201, 201, 201)
            .sends(WEBHOOK)
            .with(Scope.MONITOR_READ, Scope.INCIDENT_READ),
        Cell.of("GET /v1/webhooks/{id}", 200, 404, 404),
        Cell.of("PUT /v1/webhooks/{id}", 200, 404, 404)
            .sends(WEBHOOK)
            .with(Scope.MONITOR_READ, Scope.INCIDENT_READ),
        Cell.of("PATCH /v1/webhooks/{id}", 200, 404, 404)
            .with(Scope.MONITOR_READ, Scope.INCIDENT_READ),
        Cell.of("DELETE /v1/webhooks/{id}", 204, 404, 404),
        Cell.of("POST /v1/webhooks/{id}/test", 200, 404, 404),
        Cell.of("POST /v1/webhooks/{id}/rotate-secret", 200, 404, 404),
        Cell.of("GET /v1/webhooks/{id}/deliveries", 200, 404, 404),
        Cell.of("POST /v1/webhooks/{id}/deliveries/{delivery}/replay", 200, 404, 404),
        Cell.of("GET /v1/deliveries", 200, 200, 200),
        Cell.of("GET /v1/deliveries/{id}", 200, 404, 404),
        Cell.of("POST /v1/deliveries/{id}/replay", 200, 404, 404),
        Cell.of("POST /v1/deliveries/replay", 200, 200, 200)
            .sends("{'filter':{'type':'nothing'}}"));
  }
}
