package dev.belfry.statuspage.published;

import static dev.belfry.statuspage.ComponentStatus.DEGRADED_PERFORMANCE;
import static dev.belfry.statuspage.ComponentStatus.MAJOR_OUTAGE;
import static dev.belfry.statuspage.ComponentStatus.OPERATIONAL;
import static dev.belfry.statuspage.ComponentStatus.PARTIAL_OUTAGE;
import static dev.belfry.statuspage.ComponentStatus.UNDER_MAINTENANCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.incident.Impact;
import dev.belfry.statuspage.ComponentStatus;
import org.junit.jupiter.api.Test;

/** How a component stands, by what is said of it and by open incidents. */
class StandingTest {
  @Test
  void incidentsSayHowBadItIsAtLeast() {
    assertEquals(null, Standing.of(null, Impact.NONE));
    assertEquals(DEGRADED_PERFORMANCE, Standing.of(null, Impact.LOW));
    assertEquals(OPERATIONAL, Standing.of(OPERATIONAL, Impact.NONE));
    assertEquals(DEGRADED_PERFORMANCE, Standing.of(OPERATIONAL, Impact.LOW));
    assertEquals(PARTIAL_OUTAGE, Standing.of(OPERATIONAL, Impact.MEDIUM));
    assertEquals(MAJOR_OUTAGE, Standing.of(OPERATIONAL, Impact.HIGH));
    assertEquals(MAJOR_OUTAGE, Standing.of(UNDER_MAINTENANCE, Impact.CRITICAL));
  }

  @Test
  void noIncidentMakesItBetter() {
    for (ComponentStatus said : ComponentStatus.values()) {
      for (Impact impact : Impact.values()) {
        ComponentStatus stands = Standing.of(said, impact);
        assertTrue(stands != null && stands.compareTo(said) >= 0, said + " " + impact);
      }
    }
  }
}
