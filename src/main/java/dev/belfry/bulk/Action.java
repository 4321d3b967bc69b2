package dev.belfry.bulk;

import dev.belfry.access.grant.Scope;

/** What is done to each of many monitors. */
enum Action {
  PAUSE(Scope.MONITOR_PAUSE),
  RESUME(Scope.MONITOR_PAUSE),
  UPDATE(Scope.MONITOR_UPDATE),
  TAG(Scope.MONITOR_UPDATE),
  UNTAG(Scope.MONITOR_UPDATE),
  DELETE(Scope.MONITOR_DELETE),
  /** Look now; nothing is changed but what the look finds. */
  CHECK(Scope.MONITOR_UPDATE);

  private final Scope scope;

  Action(Scope scope) {
    this.scope = scope;
  }

  /** Whether what it would come to depends on more than the scope. */
  boolean isEdit() {
    return this == UPDATE || this == TAG || this == UNTAG;
  }

  Scope scope() {
    return scope;
  }
}
