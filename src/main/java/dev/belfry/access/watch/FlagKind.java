package dev.belfry.access.watch;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What looks suspicious. */
public enum FlagKind {
  /** Used from a /24 (IPv6: /48) that this credential never came from. */
  NEW_NETWORK(ChronoUnit.DAYS, true),
  /** Far more calls than in this hour of the week otherwise. */
  UNUSUAL_VOLUME(ChronoUnit.HOURS, true),
  /** Used in an hour of the week in which it never was. */
  UNUSUAL_HOUR(ChronoUnit.DAYS, true),
  /** Many refused calls: of a credential, or from one address against those of the account. */
  FAILED_BURST(ChronoUnit.HOURS, true),
  /** Many different things asked for that are not there. */
  ENUMERATION(ChronoUnit.HOURS, true),
  REVOKED_USE(ChronoUnit.HOURS, false),
  ROTATED_USE(ChronoUnit.HOURS, false),
  WRONG_KEY_TYPE(ChronoUnit.DAYS, true),
  /** Sent over plain HTTP, so others could read it. */
  PLAIN_HTTP(ChronoUnit.DAYS, true),
  /** Tried from outside of the networks that the key allows. */
  OUTSIDE_NETWORKS(ChronoUnit.DAYS, true),
  /** Used again after more than 30 days. */
  DORMANT_USE(ChronoUnit.DAYS, true),
  /** Not used for 90 days. */
  UNUSED(ChronoUnit.DAYS, true);

  private static final Map<String, FlagKind> BY_WORD =
      Arrays.stream(values()).collect(Collectors.toMap(FlagKind::word, Function.identity()));

  private final ChronoUnit once;
  private final boolean mayDisable;

  FlagKind(ChronoUnit once, boolean mayDisable) {
    this.once = once;
    this.mayDisable = mayDisable;
  }

  /** As on the wire and in the database. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<FlagKind> named(String word) {
    return Optional.ofNullable(BY_WORD.get(word));
  }

  /** The hour or the day (UTC) in which it is flagged but once. */
  Instant bucket(Instant at) {
    return at.truncatedTo(once);
  }

  /** Whether it can disable the key; a dead one cannot be made more so. */
  boolean mayDisable() {
    return mayDisable;
  }
}
