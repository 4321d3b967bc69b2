package dev.belfry.statuspage.published;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.belfry.incident.Impact;
import dev.belfry.incident.IncidentId;
import dev.belfry.incident.IncidentStatus;
import dev.belfry.incident.page.ComponentId;
import dev.belfry.incident.page.PageIncident;
import dev.belfry.incident.page.PageUpdate;
import dev.belfry.monitor.MonitorId;
import dev.belfry.platform.id.TypeId;
import dev.belfry.statuspage.PublicPages;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What outsiders read of texts that were written for others. */
class DiscretionTest {
  private static final Instant AT = Instant.parse("2030-01-31T12:00:00Z");

  private final Discretion discretion =
      new Discretion(
          List.of(
              new PublicPages.Part(
                  new ComponentId(TypeId.next()),
                  "Till",
                  null,
                  null,
                  new MonitorId(TypeId.next()),
                  new PublicPages.Internal("db-17", "https://db17.internal:8443/health"),
                  null)));

  private static PageIncident titled(String title) {
    return new PageIncident(
        new IncidentId(TypeId.next()),
        title,
        IncidentStatus.INVESTIGATING,
        Impact.HIGH,
        AT,
        null,
        Set.of(),
        Set.of(),
        List.of());
  }

  private @Nullable String told(String title, IncidentStatus status, String message, long after) {
    return discretion.message(
        titled(title), new PageUpdate(AT.plusSeconds(after), status, message));
  }

  @Test
  void namesAndAddressesOfMonitorsAreNotTold() {
    assertEquals(
        "A disk of Till (…, …, …) is full.",
        discretion.text(
            "A disk of db-17 (https://db17.internal:8443/health, db17.internal, 10.9.8.7:5432) is full."));
    assertEquals("Version 2.14 is out.", discretion.text("Version 2.14 is out."));
  }

  @Test
  void whatAMonitorSaidIsNotTold() {
    assertNull(discretion.title(titled("db-17 is down")));
    assertNull(discretion.title(titled("Outage")));
    assertEquals("Till is slow", discretion.title(titled("db-17 is slow")));
    assertNull(told("db-17 is down", IncidentStatus.INVESTIGATING, "refused by 10.0.0.1", 0));
    assertNull(told("db-17 is down", IncidentStatus.RESOLVED, "answered 200", 60));
    assertNull(told("Renamed", IncidentStatus.RESOLVED, "Resolved by alice@example.org.", 60));
    assertNull(told("Renamed", IncidentStatus.RESOLVED, "This is resolved.", 60));
  }

  @Test
  void whatPeopleWroteIsTold() {
    assertEquals(
        "We have found it.",
        told("db-17 is down", IncidentStatus.IDENTIFIED, "We have found it.", 30));
    assertEquals(
        "We are sorry.", told("By hand", IncidentStatus.INVESTIGATING, "We are sorry.", 0));
  }
}
