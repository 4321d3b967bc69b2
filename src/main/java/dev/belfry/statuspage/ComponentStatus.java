package dev.belfry.statuspage;

/** How a component stands, in the words of Statuspage; from the best to the worst. */
public enum ComponentStatus {
  OPERATIONAL,
  UNDER_MAINTENANCE,
  DEGRADED_PERFORMANCE,
  PARTIAL_OUTAGE,
  MAJOR_OUTAGE
}
