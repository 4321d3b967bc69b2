package dev.belfry.statuspage.published;

import static dev.belfry.statuspage.ComponentStatus.DEGRADED_PERFORMANCE;
import static dev.belfry.statuspage.ComponentStatus.MAJOR_OUTAGE;
import static dev.belfry.statuspage.ComponentStatus.OPERATIONAL;
import static dev.belfry.statuspage.ComponentStatus.PARTIAL_OUTAGE;
import static dev.belfry.statuspage.ComponentStatus.UNDER_MAINTENANCE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.statuspage.ComponentStatus;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How all of a page stands, by what its parts say. */
class OverallTest {
  private static void says(Overall expected, @Nullable ComponentStatus... components) {
    assertEquals(expected, Overall.of(Arrays.asList(components)));
  }

  @Test
  void isTheWorstOfItsParts() {
    says(Overall.UNKNOWN);
    says(Overall.UNKNOWN, null, null);
    says(Overall.OPERATIONAL, OPERATIONAL, null);
    says(Overall.MAINTENANCE, OPERATIONAL, UNDER_MAINTENANCE);
    says(Overall.DEGRADED, OPERATIONAL, UNDER_MAINTENANCE, DEGRADED_PERFORMANCE);
    says(Overall.PARTIAL_OUTAGE, OPERATIONAL, PARTIAL_OUTAGE, DEGRADED_PERFORMANCE);
    says(Overall.PARTIAL_OUTAGE, PARTIAL_OUTAGE, PARTIAL_OUTAGE);
  }

  @Test
  void allAreDownOnlyWhereEachIs() {
    says(Overall.MAJOR_OUTAGE, MAJOR_OUTAGE);
    says(Overall.MAJOR_OUTAGE, MAJOR_OUTAGE, MAJOR_OUTAGE);
    says(Overall.PARTIAL_OUTAGE, MAJOR_OUTAGE, OPERATIONAL);
    says(Overall.PARTIAL_OUTAGE, MAJOR_OUTAGE, UNDER_MAINTENANCE);
    says(Overall.PARTIAL_OUTAGE, MAJOR_OUTAGE, null);
  }
}
