package dev.belfry.access.watch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something suspicious about somebody, before it is known whether it was flagged already.
 *
 * @param calls how many
 * @param usual how many would be
 */
record Suspicion(
    FlagKind kind,
    Instant at,
    @Nullable String address,
    @Nullable String network,
    @Nullable Long calls,
    @Nullable Long usual) {

  static Suspicion of(FlagKind kind, Instant at) {
    return new Suspicion(kind, at, null, null, null, null);
  }

  /** The same, from there. */
  Suspicion from(@Nullable String where) {
    return new Suspicion(
        kind, at, where, where == null ? null : Network.of(where).orElse(null), calls, usual);
  }

  static Suspicion counted(FlagKind kind, Instant at, long calls) {
    return new Suspicion(kind, at, null, null, calls, null);
  }
}
