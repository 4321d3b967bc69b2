package dev.belfry.incident;

/** What opened it. */
public enum Origin {
  MONITOR,
  PERSON
}
