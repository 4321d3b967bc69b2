package dev.belfry.access;

import java.util.Set;

/** Routes that ask for no scope: a new one is entered here. */
final class Unscoped {
  private Unscoped() {}

  /** Callers without any scope get here; what it shows and ends is theirs. */
  static final Set<String> SIGNED_IN =
      Set.of(
          "GET /v1/accounts",
          "POST /v1/invitations/join",
          "POST /v1/password",
          "PATCH /v1/profile",
          "GET /v1/profile/weekly-summary",
          "PUT /v1/profile/weekly-summary",
          "DELETE /v1/profile/weekly-summary",
          "POST /v1/session/switch",
          "DELETE /v1/sessions",
          "POST /v1/keys/can",
          "POST /v1/keys/self/rotate",
          "GET /v1/personal-keys",
          "POST /v1/personal-keys",
          "DELETE /v1/personal-keys/{id}",
          "POST /v1/personal-keys/{id}/rotate",
          "GET /v1/scopes",
          "GET /v1/session",
          "DELETE /v1/session",
          "GET /v1/sessions",
          "DELETE /v1/sessions/{id}",
          "POST /v1/sso/logout");

  /** Of those, what ends sessions of the caller. */
  static final Set<String> LOG_OUT =
      Set.of("DELETE /v1/session", "DELETE /v1/sessions", "POST /v1/sso/logout");

  static final Set<String> OPEN =
      Set.of(
          "POST /v1/credentials/revoke",
          "POST /v1/invitations/accept",
          "POST /v1/password-reset",
          "POST /v1/password-reset/request",
          "GET /password-reset",
          "POST /password-reset",
          "GET /confirm-address",
          "POST /confirm-address",
          "GET /invitation",
          "POST /invitation",
          "GET /ping/{token}",
          "POST /ping/{token}",
          "GET /ping/{token}/{signal}",
          "POST /ping/{token}/{signal}",
          "GET /status/{slug}",
          "GET /status/{slug}/history",
          "GET /status/{slug}/incidents/{incident}",
          "GET /status/{slug}/subscribe",
          "POST /status/{slug}/subscribe",
          "GET /status/{slug}/subscription",
          "POST /status/{slug}/subscription",
          "POST /status/{slug}/unlock",
          "GET /status/{slug}/history.atom",
          "GET /status/{slug}/history.rss",
          "GET /status/{slug}/maintenance.ics",
          "GET /status/{slug}/badge.svg",
          "GET /status/{slug}/components/{component}/badge.svg",
          "GET /status/{slug}/components/{component}/uptime.svg",
          "GET /status/{slug}/api/v2/status.json",
          "GET /status/{slug}/api/v2/summary.json",
          "GET /status/{slug}/api/v2/components.json",
          "GET /status/{slug}/api/v2/incidents.json",
          "GET /status/{slug}/api/v2/incidents/unresolved.json",
          "GET /status/{slug}/api/v2/scheduled-maintenances.json",
          "GET /status/{slug}/api/v2/scheduled-maintenances/upcoming.json",
          "GET /status/{slug}/api/v2/scheduled-maintenances/active.json",
          "POST /v1/session",
          "POST /v1/sso/backchannel-logout",
          "GET /v1/sso/callback",
          "GET /v1/sso/login",
          "POST /v1/sso/proxy");
}
