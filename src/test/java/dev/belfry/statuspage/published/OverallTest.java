package dev.belfry.statuspage.published;

import static dev.belfry.statuspage.ComponentStatus.DEGRADED_PERFORMANCE;
import static dev.belfry.statuspage.ComponentStatus.MAJOR_OUTAGE;
import static dev.belfry.statuspage.ComponentStatus.OPERATIONAL;
import static dev.belfry.statuspage.ComponentStatus.PARTIAL_OUTAGE;
import static dev.belfry.statuspage.ComponentStatus.UNDER_MAINTENANCE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.incident.Impact;
import dev.belfry.statuspage.ComponentStatus;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How all of a page stands, by what its parts say. */
class OverallTest {
  private static void says(
      Overall expected, List<Impact> open, @Nullable ComponentStatus... components) {
    assertEquals(expected, Overall.of(Arrays.asList(components), open));
  }

  @Test
  void isTheWorstOfItsParts() {
    says(Overall.UNKNOWN, List.of());
    says(Overall.UNKNOWN, List.of(), null, null);
    says(Overall.OPERATIONAL, List.of(), OPERATIONAL, null);
    says(Overall.MAINTENANCE, List.of(), OPERATIONAL, UNDER_MAINTENANCE);
    says(Overall.DEGRADED, List.of(), OPERATIONAL, UNDER_MAINTENANCE, DEGRADED_PERFORMANCE);
    says(Overall.PARTIAL_OUTAGE, List.of(), OPERATIONAL, PARTIAL_OUTAGE);
    says(Overall.PARTIAL_OUTAGE, List.of(), MAJOR_OUTAGE, OPERATIONAL);
    says(Overall.MAJOR_OUTAGE, List.of(), MAJOR_OUTAGE, MAJOR_OUTAGE, null);
  }

  @Test
  void openIncidentsMakeItNoBetter() {
    says(Overall.OPERATIONAL, List.of(Impact.NONE), OPERATIONAL);
    says(Overall.DEGRADED, List.of(Impact.LOW), OPERATIONAL);
    says(Overall.PARTIAL_OUTAGE, List.of(Impact.LOW, Impact.HIGH), OPERATIONAL);
    says(Overall.MAJOR_OUTAGE, List.of(Impact.CRITICAL), OPERATIONAL);
    says(Overall.MAJOR_OUTAGE, List.of(Impact.LOW), MAJOR_OUTAGE);
  }
}
