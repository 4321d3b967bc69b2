package dev.belfry.statuspage.published;

import dev.belfry.statuspage.ComponentStatus;
import java.util.Collection;
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
   * The worst of what components say, open incidents included (see {@link Standing}): what only
   * some know counts, and all are down only where each is.
   *
   * @param components null for those of which nothing is known
   */
  static Overall of(Collection<@Nullable ComponentStatus> components) {
    Overall worst = UNKNOWN;
    for (ComponentStatus status : components) {
      if (status != null && worst.compareTo(of(status)) < 0) {
        worst = of(status);
      }
    }
    boolean all = components.stream().allMatch(status -> status == ComponentStatus.MAJOR_OUTAGE);
    return worst == MAJOR_OUTAGE && !all ? PARTIAL_OUTAGE : worst;
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
}
