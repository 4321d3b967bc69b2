package dev.belfry.access.stream;

import dev.belfry.access.Identity;
import java.util.Locale;

/** Why a stream ended; the reader is told the word. */
public enum Ending {
  REVOKED,
  ROTATED,
  EXPIRED,
  DISABLED,
  /** The key is not valid from this address any more. */
  ELSEWHERE,
  /** The scope is not held any more. */
  RIGHT_LOST,
  /** The scope is held on other things than before: open it again. */
  REACH_CHANGED,
  /** The database could not be asked; open it again. */
  UNCONFIRMED,
  /** The reader did not keep up. */
  TOO_SLOW,
  /** The program stops; open it again. */
  STOPPING,
  /** The reader has gone. */
  GONE;

  static Ending of(Identity.State state) {
    return switch (state) {
      case ROTATED -> ROTATED;
      case EXPIRED -> EXPIRED;
      case DISABLED, EARLY -> DISABLED;
      case ELSEWHERE -> ELSEWHERE;
      case REVOKED, UNKNOWN, LIMITED, OK -> REVOKED;
    };
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
