package dev.belfry.heartbeat.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Schedules on the days on which the clocks change, in five zones: Berlin (an hour at 2), New York
 * (an hour at 2), Lord Howe (half an hour), Beirut (an hour at midnight), Apia (a whole day left
 * out); and leap days. The instants were worked out by hand from the rules of the package.
 */
class ClockChangesTest {
  @ParameterizedTest(name = "{0} {1} in {2} after {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        // Berlin, 29 March 2026: 02:00 becomes 03:00 (01:00Z). A time in the gap comes right after.
        "cron|30 2 * * *|Europe/Berlin|2026-03-28T12:00:00Z|2026-03-29T01:00:00Z,2026-03-30T00:30:00Z",
        "calendar|*-*-* 02:30|Europe/Berlin|2026-03-28T12:00:00Z|2026-03-29T01:00:00Z,2026-03-30T00:30:00Z",
        "cron|0 3 * * *|Europe/Berlin|2026-03-28T12:00:00Z|2026-03-29T01:00:00Z,2026-03-30T01:00:00Z",
        // Real time leaves the hour out.
        "cron|*/30 * * * *|Europe/Berlin|2026-03-29T00:00:00Z|2026-03-29T00:30:00Z,2026-03-29T01:00:00Z,2026-03-29T01:30:00Z",
        "cron|*/30 2 * * *|Europe/Berlin|2026-03-28T12:00:00Z|2026-03-30T00:00:00Z,2026-03-30T00:30:00Z",
        "cron|15 * * * *|Europe/Berlin|2026-03-29T00:00:00Z|2026-03-29T00:15:00Z,2026-03-29T01:15:00Z",
        // Berlin, 25 October 2026: 03:00 becomes 02:00 (01:00Z). The first 02:30 counts.
        "cron|30 2 * * *|Europe/Berlin|2026-10-24T12:00:00Z|2026-10-25T00:30:00Z,2026-10-26T01:30:00Z",
        "calendar|02:30|Europe/Berlin|2026-10-24T12:00:00Z|2026-10-25T00:30:00Z,2026-10-26T01:30:00Z",
        "cron|30 2 * * *|Europe/Berlin|2026-10-25T01:10:00Z|2026-10-26T01:30:00Z",
        // Real time takes the hour twice.
        "cron|0 * * * *|Europe/Berlin|2026-10-24T23:30:00Z|2026-10-25T00:00:00Z,2026-10-25T01:00:00Z,2026-10-25T02:00:00Z",
        "calendar|hourly|Europe/Berlin|2026-10-24T23:30:00Z|2026-10-25T00:00:00Z,2026-10-25T01:00:00Z,2026-10-25T02:00:00Z",
        // New York, 8 March and 1 November 2026.
        "cron|15 2 * * *|America/New_York|2026-03-07T12:00:00Z|2026-03-08T07:00:00Z,2026-03-09T06:15:00Z",
        "cron|30 1 * * *|America/New_York|2026-10-31T12:00:00Z|2026-11-01T05:30:00Z,2026-11-02T06:30:00Z",
        "cron|0,30 1 * * *|America/New_York|2026-11-01T05:00:00Z|2026-11-01T05:30:00Z,2026-11-02T06:00:00Z",
        "calendar|Sun *-*-* 01:*:00|America/New_York|2026-11-01T05:58:30Z|2026-11-01T05:59:00Z,2026-11-01T06:00:00Z",
        // Lord Howe, 4 October 2026: 02:00 becomes 02:30 (15:30Z of the day before); 5 April 2026:
        // 02:00 becomes 01:30.
        "cron|15 2 * * *|Australia/Lord_Howe|2026-10-03T00:00:00Z|2026-10-03T15:30:00Z,2026-10-04T15:15:00Z",
        "cron|45 1 * * *|Australia/Lord_Howe|2026-04-04T00:00:00Z|2026-04-04T14:45:00Z,2026-04-05T15:15:00Z",
        "cron|*/15 * * * *|Australia/Lord_Howe|2026-10-03T15:10:00Z|2026-10-03T15:15:00Z,2026-10-03T15:30:00Z,2026-10-03T15:45:00Z",
        // Beirut, 29 March 2026: midnight becomes 01:00 (22:00Z of the day before).
        "cron|@daily|Asia/Beirut|2026-03-28T12:00:00Z|2026-03-28T22:00:00Z,2026-03-29T21:00:00Z",
        "calendar|daily|Asia/Beirut|2026-03-28T12:00:00Z|2026-03-28T22:00:00Z,2026-03-29T21:00:00Z",
        // Apia had no 30 December 2011.
        "cron|0 12 * * *|Pacific/Apia|2011-12-29T00:00:00Z|2011-12-29T22:00:00Z,2011-12-30T10:00:00Z,2011-12-30T22:00:00Z",
        "cron|*/30 12 * * *|Pacific/Apia|2011-12-29T22:00:00Z|2011-12-29T22:30:00Z,2011-12-30T22:00:00Z",
        // Leap days.
        "cron|0 0 29 2 *|UTC|2026-01-01T00:00:00Z|2028-02-29T00:00:00Z,2032-02-29T00:00:00Z",
        "calendar|*-02-29|UTC|2096-03-01T00:00:00Z|2104-02-29T00:00:00Z",
        "calendar|*-02~01|UTC|2026-02-28T00:00:00Z|2027-02-28T00:00:00Z,2028-02-29T00:00:00Z",
      })
  void expectedInstants(String language, String text, String zone, String from, String expected) {
    Schedule schedule = read(language, text, zone);
    List<Instant> found = new ArrayList<>();
    Instant at = Instant.parse(from);
    for (int i = 0; i < expected.split(",").length; i++) {
      at = schedule.after(at).orElseThrow();
      found.add(at);
    }
    assertEquals(List.of(expected.split(",")), found.stream().map(Instant::toString).toList());
  }

  /** From wherever one asks, the answer is the first of those that come one after the other. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cron|30 2 * * *|Europe/Berlin|2026-03-20T00:00:00Z",
        "cron|*/20 1-3 * * *|Europe/Berlin|2026-10-20T00:00:00Z",
        "cron|10 */2 * * *|America/New_York|2026-10-28T00:00:00Z",
        "cron|40 1 * * *|Australia/Lord_Howe|2026-04-01T00:00:00Z",
        "calendar|*-*-* 0/2:05|Australia/Lord_Howe|2026-10-01T00:00:00Z",
        "calendar|*-*-* *:45|Asia/Beirut|2026-03-25T00:00:00Z",
      })
  void noneIsLeftOutAndNoneMadeUp(String language, String text, String zone, String from) {
    Schedule schedule = read(language, text, zone);
    List<Instant> all = new ArrayList<>(List.of(Instant.parse(from)));
    while (all.getLast().isBefore(Instant.parse(from).plusSeconds(12 * 86_400))) {
      Instant next = schedule.after(all.getLast()).orElseThrow();
      assertTrue(next.isAfter(all.getLast()), text);
      all.add(next);
    }
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 1; i < all.size(); i++) {
      long gap = all.get(i).getEpochSecond() - all.get(i - 1).getEpochSecond();
      Instant between = all.get(i - 1).plusSeconds(random.nextLong(gap));
      assertEquals(all.get(i), schedule.after(between).orElseThrow(), text + " after " + between);
    }
  }

  private static Schedule read(String language, String text, String zone) {
    return language.equals("cron")
        ? Schedule.cron(text, ZoneId.of(zone))
        : Schedule.calendar(text, ZoneId.of(zone));
  }
}
