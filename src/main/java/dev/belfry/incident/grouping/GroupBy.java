package dev.belfry.incident.grouping;

/** What outages have in common that come from one cause. */
public enum GroupBy {
  NONE,
  /** One lies behind the other, or both behind the same. */
  PARENT,
  CATEGORY,
  TAG
}
