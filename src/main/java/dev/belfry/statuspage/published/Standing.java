package dev.belfry.statuspage.published;

import dev.belfry.incident.Impact;
import dev.belfry.statuspage.ComponentStatus;
import org.jspecify.annotations.Nullable;

/** How a component stands: as it is said to, and at least as badly as open incidents say. */
final class Standing {
  private Standing() {}

  /**
   * @param said by its monitor, by people or by maintenance; null where nothing is known
   * @param worst of the open incidents that name it; none where there is none
   */
  static @Nullable ComponentStatus of(@Nullable ComponentStatus said, Impact worst) {
    ComponentStatus least = of(worst);
    return said == null || (least != null && least.compareTo(said) > 0) ? least : said;
  }

  private static @Nullable ComponentStatus of(Impact impact) {
    return switch (impact) {
      case NONE -> null;
      case LOW -> ComponentStatus.DEGRADED_PERFORMANCE;
      case MEDIUM -> ComponentStatus.PARTIAL_OUTAGE;
      case HIGH, CRITICAL -> ComponentStatus.MAJOR_OUTAGE;
    };
  }
}
