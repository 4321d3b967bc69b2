package dev.belfry.incident;

/** How bad it is. */
public enum Impact {
  NONE,
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL
}
