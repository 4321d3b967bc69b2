package dev.belfry.access.key;

/** Whether a key opens anything, and if not, why. */
public enum KeyStatus {
  ACTIVE,
  REVOKED,
  /** Its successor has taken its place. */
  ROTATED,
  EXPIRED,
  /** Its first moment is still to come. */
  EARLY,
  DISABLED
}
