package dev.belfry.access.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a key or a person did in one hour, beside what it did before; and what follows from it.
 *
 * @param person people are judged by where they come from and by what they are refused: their hours
 *     are their own
 * @param refusals by reason
 * @param missing different things that were asked for and are not there
 * @param lastDay the last day before this on which there were calls; null where there is none
 */
record Conduct(
    boolean person,
    Instant hour,
    Volume volume,
    Rhythm rhythm,
    Map<String, Long> refusals,
    int missing,
    @Nullable Instant lastDay,
    From from) {
  /**
   * The latest addresses.
   *
   * @param tried with a credential that is not good
   * @param seen with a good one
   */
  record From(@Nullable String tried, @Nullable String seen) {
    static final From NOWHERE = new From(null, null);

    /** Of a refused call. */
    private @Nullable String refused() {
      return tried == null ? seen : tried;
    }
  }

  static final int MANY_REFUSED = 50;
  static final int MANY_MISSING = 30;
  private static final Duration DORMANT = Duration.ofDays(31);

  /** Being over a limit is no crime, and dead keys have flags of their own. */
  private static final Set<String> HARMLESS =
      Set.of(
          "rate_limited",
          "credential_revoked",
          "credential_rotated",
          "credential_expired",
          "credential_disabled",
          "credential_early");

  private static final Map<String, FlagKind> TELLING =
      Map.of(
          "credential_revoked", FlagKind.REVOKED_USE,
          "credential_rotated", FlagKind.ROTATED_USE,
          "credential_elsewhere", FlagKind.OUTSIDE_NETWORKS,
          "wrong_key_type", FlagKind.WRONG_KEY_TYPE,
          "plain_http", FlagKind.PLAIN_HTTP);

  List<Suspicion> suspicions() {
    List<Suspicion> found = new ArrayList<>();
    refusals.forEach(
        (reason, times) -> {
          FlagKind kind = TELLING.get(reason);
          if (kind != null && times > 0 && !person) {
            found.add(Suspicion.counted(kind, hour, times).from(from.refused()));
          }
        });
    long refused =
        refusals.entrySet().stream()
            .filter(reason -> !HARMLESS.contains(reason.getKey()))
            .mapToLong(Map.Entry::getValue)
            .sum();
    if (refused >= MANY_REFUSED) {
      found.add(Suspicion.counted(FlagKind.FAILED_BURST, hour, refused).from(from.refused()));
    }
    if (missing >= MANY_MISSING) {
      found.add(Suspicion.counted(FlagKind.ENUMERATION, hour, missing).from(from.seen()));
    }
    if (!person && volume.calls() > 0) {
      found.addAll(ofHabits());
    }
    return found;
  }

  private List<Suspicion> ofHabits() {
    List<Suspicion> found = new ArrayList<>();
    if (rhythm.isKnownFor(Duration.ofDays(7), hour) && volume.isUnusual()) {
      found.add(
          new Suspicion(FlagKind.UNUSUAL_VOLUME, hour, null, null, volume.calls(), volume.usual())
              .from(from.seen()));
    }
    if (rhythm.isBroken(hour)) {
      found.add(Suspicion.of(FlagKind.UNUSUAL_HOUR, hour).from(from.seen()));
    }
    if (lastDay != null && !lastDay.plus(DORMANT).isAfter(hour)) {
      found.add(Suspicion.of(FlagKind.DORMANT_USE, hour).from(from.seen()));
    }
    return found;
  }
}
