package dev.belfry.platform.wire;

/** What became of a request. */
public sealed interface WireOutcome permits WireResponse, WireFailure {
  Phases phases();
}
