package dev.belfry.alerting.hours;

import java.time.ZoneId;

/** Time zones by their names in the database of the IANA. */
public final class Zones {
  public static final String MESSAGE = "must be a time zone such as Europe/Berlin";

  private Zones() {}

  public static boolean isKnown(String name) {
    return ZoneId.getAvailableZoneIds().contains(name);
  }
}
