package dev.belfry.incident;

/** How far people have come with it. */
public enum IncidentStatus {
  INVESTIGATING,
  IDENTIFIED,
  MONITORING,
  RESOLVED
}
