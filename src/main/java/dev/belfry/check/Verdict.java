package dev.belfry.check;

/** What a look says about its target. */
public enum Verdict {
  UP,
  DOWN,
  /** We did not look, for a reason of our own: it says nothing about the target. */
  UNKNOWN
}
