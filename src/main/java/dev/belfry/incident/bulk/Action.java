package dev.belfry.incident.bulk;

import dev.belfry.access.grant.Scope;

/** What is done to each of many incidents. */
enum Action {
  RESOLVE(Scope.INCIDENT_RESOLVE),
  ACKNOWLEDGE(Scope.INCIDENT_ACKNOWLEDGE);

  private final Scope scope;

  Action(Scope scope) {
    this.scope = scope;
  }

  Scope scope() {
    return scope;
  }
}
