package dev.belfry.result.report;

import dev.belfry.platform.problem.Violation;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A month of the calendar in a time zone. */
record Month(YearMonth month, ZoneId zone) {
  private static final int FIRST = 1970;
  private static final int LAST = 9998;

  /**
   * @param month such as {@code 2030-01}; null is the last one that is over
   * @param zone of the IANA database; null is UTC
   * @param wrong gets what is wrong; the month is of no use then
   */
  static Month parse(
      @Nullable String month, @Nullable String zone, Instant now, List<Violation> wrong) {
    Optional<ZoneId> found = zone(zone);
    if (found.isEmpty()) {
      wrong.add(
          Violation.ofParameter(
              "time_zone", "invalid", "must be a zone of the IANA database such as Europe/Berlin"));
    }
    ZoneId in = found.orElse(ZoneOffset.UTC);
    YearMonth wanted = YearMonth.from(now.atZone(in)).minusMonths(1);
    try {
      wanted = month == null ? wanted : YearMonth.parse(month);
    } catch (DateTimeException e) {
      wanted = YearMonth.of(1, 1);
    }
    if (wanted.getYear() < FIRST || wanted.getYear() > LAST) {
      wrong.add(Violation.ofParameter("month", "invalid", "must be a month such as 2030-01"));
    }
    return new Month(wanted, in);
  }

  private static Optional<ZoneId> zone(@Nullable String text) {
    if (text == null || text.equals("UTC")) {
      return Optional.of(ZoneOffset.UTC);
    }
    return ZoneId.getAvailableZoneIds().contains(text)
        ? Optional.of(ZoneId.of(text))
        : Optional.empty();
  }

  Instant begin() {
    return month.atDay(1).atStartOfDay(zone).toInstant();
  }

  Instant end() {
    return month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant();
  }

  String zoneText() {
    return zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
  }
}
