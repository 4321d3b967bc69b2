package dev.belfry.platform.time;

import java.time.DateTimeException;
import java.time.Instant;

/**
 * Times as clients write them: RFC 3339, in the years 1 to 9999, which every store and client can
 * hold.
 */
public final class Times {
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

  private Times() {}

  /**
   * @throws DateTimeException when it is no time, or out of range
   */
  public static Instant parse(String text) {
    return checked(Instant.parse(text));
  }

  /**
   * @throws DateTimeException when it is out of range
   */
  public static Instant checked(Instant time) {
    if (time.isBefore(FIRST) || time.isAfter(LAST)) {
      throw new DateTimeException("out of range");
    }
    return time;
  }
}
