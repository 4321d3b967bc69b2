package dev.belfry.check;

/** What a look says about its target. */
public enum Verdict {
  UP,
  /** Good, with something that somebody should look after soon, such as a certificate that ends. */
  DEGRADED,
  DOWN,
  /** We did not look, for a reason of our own: it says nothing about the target. */
  UNKNOWN
}
