package dev.belfry.statuspage.published;

import dev.belfry.incident.Impact;
import dev.belfry.statuspage.ComponentStatus;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How all of a page stands; from the best to the worst. */
public enum Overall {
  /** Statuspage has no indicator for it, and readers would take {@code none} for green. */
  UNKNOWN("minor", "No Data"),
  OPERATIONAL("none", "All Systems Operational"),
  MAINTENANCE("none", "Service Under Maintenance"),
  DEGRADED("minor", "Partially Degraded Service"),
  PARTIAL_OUTAGE("major", "Partial System Outage"),
  MAJOR_OUTAGE("critical", "Major System Outage");

  private final String indicator;
  private final String description;

  Overall(String indicator, String description) {
    this.indicator = indicator;
    this.description = description;
  }

  /** Of Statuspage's API. */
  String indicator() {
    return indicator;
  }

  /** As Statuspage says it, in English. */
  String description() {
    return description;
  }

  /**
   * The worse of what components and open incidents say; what only some know counts.
   *
   * @param components null for those of which nothing is known
   * @param open impacts of open incidents
   */
  static Overall of(Collection<@Nullable ComponentStatus> components, Collection<Impact> open) {
    List<ComponentStatus> known = components.stream().filter(Objects::nonNull).toList();
    Overall worst = known.isEmpty() ? UNKNOWN : OPERATIONAL;
    for (ComponentStatus status : known) {
      worst = worse(worst, of(status));
    }
    boolean some = known.stream().anyMatch(status -> status != ComponentStatus.MAJOR_OUTAGE);
    if (worst == MAJOR_OUTAGE && some) {
      worst = PARTIAL_OUTAGE;
    }
    for (Impact impact : open) {
      worst = worse(worst, of(impact));
    }
    return worst;
  }

  private static Overall of(ComponentStatus status) {
    return switch (status) {
      case OPERATIONAL -> OPERATIONAL;
      case UNDER_MAINTENANCE -> MAINTENANCE;
      case DEGRADED_PERFORMANCE -> DEGRADED;
      case PARTIAL_OUTAGE -> PARTIAL_OUTAGE;
      case MAJOR_OUTAGE -> MAJOR_OUTAGE;
    };
  }

  private static Overall of(Impact impact) {
    return switch (impact) {
      case NONE -> UNKNOWN;
      case LOW, MEDIUM -> DEGRADED;
      case HIGH -> PARTIAL_OUTAGE;
      case CRITICAL -> MAJOR_OUTAGE;
    };
  }

  private static Overall worse(Overall one, Overall other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
