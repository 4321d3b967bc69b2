package dev.belfry.platform.event;

import org.jspecify.annotations.Nullable;

/**
 * Who did it. Never a secret: a key is named by its id and hint.
 *
 * @param id the TypeID of the user or key; null for the system
 * @param session the TypeID of the session by which a user acted
 */
public record Actor(
    Kind kind,
    @Nullable String id,
    @Nullable String name,
    @Nullable String hint,
    @Nullable String session) {
  public enum Kind {
    USER,
    KEY,
    SYSTEM,
    ANONYMOUS
  }

  /** Belfry itself: rounds, deliveries, upkeep. */
  public static final Actor SYSTEM = new Actor(Kind.SYSTEM, null, "belfry", null, null);

  /** Whoever showed no credential, or none that we know. */
  public static final Actor ANONYMOUS = new Actor(Kind.ANONYMOUS, null, null, null, null);
}
