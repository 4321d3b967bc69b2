package dev.belfry.alerting.hours;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Windows of the week, across changes of the clocks. */
class HoursTest {

  @ParameterizedTest
  @CsvSource({
    // zone, days, from, to, at, opens ("same" where it is open)
    "Europe/Berlin,     MON,  09:00, 17:00, 2026-03-30T06:59:59Z, 2026-03-30T07:00:00Z",
    "Europe/Berlin,     MON,  09:00, 17:00, 2026-03-30T07:00:00Z, same",
    "Europe/Berlin,     MON,  09:00, 17:00, 2026-03-30T15:00:00Z, 2026-04-06T07:00:00Z",
    // the clocks leap from 2 to 3 in this night, and back in that
    "Europe/Berlin,     SUN,  02:30, 04:00, 2026-03-29T00:00:00Z, 2026-03-29T01:30:00Z",
    "Europe/Berlin,     SUN,  02:30, 04:00, 2026-10-25T00:00:00Z, 2026-10-25T00:30:00Z",
    "Europe/Berlin,     SUN,  02:30, 04:00, 2026-10-25T01:45:00Z, same",
    // over midnight: it belongs to the day on which it begins
    "America/New_York,  SAT,  22:00, 06:00, 2026-11-01T09:30:00Z, same",
    "America/New_York,  SAT,  22:00, 06:00, 2026-11-01T11:00:00Z, 2026-11-08T03:00:00Z",
    "Asia/Kathmandu,    WED,  00:00, 00:00, 2026-01-06T18:14:59Z, 2026-01-06T18:15:00Z",
    "Asia/Kathmandu,    WED,  00:00, 00:00, 2026-01-07T18:14:59Z, same",
    "Australia/Lord_Howe, SUN, 01:45, 02:15, 2026-10-03T15:00:00Z, 2026-10-03T15:15:00Z",
    "Pacific/Apia,      FRI,  09:00, 10:00, 2011-12-29T20:00:00Z, 2011-12-30T19:00:00Z",
  })
  void opensWhereTheClockOnTheWallSaysSo(
      String zone, Day day, String from, String to, Instant at, String opens) {
    Hours hours = hours(zone, day, from, to);
    Instant expected = opens.equals("same") ? at : Instant.parse(opens);
    assertEquals(Optional.of(expected), hours.opens(at));
    assertEquals(opens.equals("same"), hours.isOpen(at));
  }

  @Test
  void withoutDaysItIsEveryDayAndWithoutWindowsAlways() {
    assertTrue(new Hours(List.of(), ZoneId.of("UTC")).isOpen(Instant.EPOCH));
    Hours daily = hours("UTC", null, "08:00", "09:00");
    for (int day = 0; day < 7; day++) {
      Instant eight = Instant.parse("2026-06-01T08:00:00Z").plus(Duration.ofDays(day));
      assertTrue(daily.isOpen(eight));
      assertFalse(daily.isOpen(eight.minusSeconds(1)));
      assertFalse(daily.isOpen(eight.plusSeconds(3600)));
    }
  }

  /** What opens is open, and just before it is not: minute by minute through both changes. */
  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin,2026-03-28T00:00:00Z",
    "America/New_York,2026-10-31T00:00:00Z",
    "Australia/Lord_Howe,2026-04-04T00:00:00Z",
    "Africa/Casablanca,2026-02-14T00:00:00Z",
    "Asia/Tehran,2022-03-21T00:00:00Z"
  })
  void openingIsTheFirstOpenInstant(String zone, Instant begin) {
    Hours hours =
        new Hours(
            List.of(window(null, "01:10", "03:20"), window(List.of(Day.SUN), "23:30", "00:10")),
            ZoneId.of(zone));
    for (int minute = 0; minute < 3 * 24 * 60; minute += 5) {
      Instant at = begin.plusSeconds(minute * 60L);
      Instant opens = hours.opens(at).orElseThrow();
      assertTrue(hours.isOpen(opens));
      assertEquals(hours.isOpen(at), opens.equals(at));
      for (Instant closed = at; closed.isBefore(opens); closed = closed.plusSeconds(300)) {
        assertFalse(hours.isOpen(closed), zone + " " + closed);
      }
    }
  }

  private static Hours hours(String zone, @Nullable Day day, String from, String to) {
    return new Hours(List.of(window(day == null ? null : List.of(day), from, to)), ZoneId.of(zone));
  }

  private static Window window(@Nullable List<Day> days, String from, String to) {
    return new Window(days, from, to);
  }
}
