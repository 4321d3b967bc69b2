package dev.belfry.heartbeat.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The two languages of schedules: what they mean, and what is wrong with what is none. */
class ScheduleTextsTest {
  private static final ZoneId UTC = ZoneId.of("UTC");

  @ParameterizedTest(name = "{0} after {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "*/5 * * * *|2026-01-01T00:01:00Z|2026-01-01T00:05:00Z",
        "0 9 * * MON-FRI|2026-01-02T10:00:00Z|2026-01-05T09:00:00Z",
        "0 0 1 jan *|2026-01-02T10:00:00Z|2027-01-01T00:00:00Z",
        "0 0 * * 7|2026-01-01T00:00:00Z|2026-01-04T00:00:00Z",
        "0 0 * * 0|2026-01-01T00:00:00Z|2026-01-04T00:00:00Z",
        // either of the two days, as every cron has it
        "0 0 13 * 5|2026-02-01T00:00:00Z|2026-02-06T00:00:00Z",
        "0 0 13 * 5|2026-01-09T00:00:00Z|2026-01-13T00:00:00Z",
        "5-10/2 3 * * *|2026-01-01T03:07:00Z|2026-01-01T03:09:00Z",
        "@weekly|2026-01-01T00:00:00Z|2026-01-04T00:00:00Z",
        "@HOURLY|2026-01-01T00:00:00Z|2026-01-01T01:00:00Z",
      })
  void cron(String text, String from, String expected) {
    assertEquals(
        Instant.parse(expected), Schedule.cron(text, UTC).after(Instant.parse(from)).orElseThrow());
  }

  @ParameterizedTest(name = "{0} after {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "minutely|2026-01-01T00:00:30Z|2026-01-01T00:01:00Z",
        "weekly|2026-01-01T00:00:00Z|2026-01-05T00:00:00Z",
        "quarterly|2026-01-01T00:00:00Z|2026-04-01T00:00:00Z",
        "semiannually|2026-01-01T00:00:00Z|2026-07-01T00:00:00Z",
        "yearly|2026-01-01T00:00:00Z|2027-01-01T00:00:00Z",
        "Mon..Fri 09:00|2026-01-02T10:00:00Z|2026-01-05T09:00:00Z",
        "Fri..Mon 09:00|2026-01-06T00:00:00Z|2026-01-09T09:00:00Z",
        "Wed,Sat 12:30|2026-01-01T00:00:00Z|2026-01-03T12:30:00Z",
        "thursday|2026-01-01T00:00:00Z|2026-01-08T00:00:00Z",
        "*-*-1,15 06:00|2026-01-02T00:00:00Z|2026-01-15T06:00:00Z",
        "*-*-* 8..18/2:30|2026-01-01T08:31:00Z|2026-01-01T10:30:00Z",
        "*:0/20|2026-01-01T00:21:00Z|2026-01-01T00:40:00Z",
        "*-*-* *:*:0/15|2026-01-01T00:00:16Z|2026-01-01T00:00:30Z",
        "2027-03-04 05:06:07|2026-01-01T00:00:00Z|2027-03-04T05:06:07Z",
        "27-3-4|2026-01-01T00:00:00Z|2027-03-04T00:00:00Z",
        "12-24 18:00|2026-01-01T00:00:00Z|2026-12-24T18:00:00Z",
        "*-*~1|2026-02-01T00:00:00Z|2026-02-28T00:00:00Z",
        "*-02~03|2028-01-01T00:00:00Z|2028-02-27T00:00:00Z",
        // the last Monday of May
        "Mon *-05~07/1|2026-01-01T00:00:00Z|2026-05-25T00:00:00Z",
        "2026..2030/2-01-01|2026-06-01T00:00:00Z|2028-01-01T00:00:00Z",
        "daily Asia/Tokyo|2026-01-01T00:00:00Z|2026-01-01T15:00:00Z",
        "Mon *-*-* 00:00:00 Europe/Berlin|2026-01-01T00:00:00Z|2026-01-04T23:00:00Z",
      })
  void calendar(String text, String from, String expected) {
    assertEquals(
        Instant.parse(expected),
        Schedule.calendar(text, UTC).after(Instant.parse(from)).orElseThrow());
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "cron|* * * *|five fields",
        "cron|* * * * * *|five fields",
        "cron|60 * * * *|60",
        "cron|* * 0 * *|0",
        "cron|* * * FOO *|FOO",
        "cron|a b c d e|a",
        "cron|*/0 * * * *|0",
        "calendar|nonsense|nonsense",
        "calendar|25:00|25 for the hour",
        "calendar|*-13-01|13 for the month",
        "calendar|*-*-32|32 for the day",
        "calendar|00:00 Mars/Olympus|Mars/Olympus",
        "calendar|Mon..Xyz 00:00|Mon..Xyz",
        "calendar|10..5:00|10..5",
        "calendar|00:00:00.5|00.5",
        "calendar|*-*-* 00:00 00:00|00:00",
      })
  void whatIsNoneSaysWhy(String language, String text, String why) {
    BadSchedule bad =
        assertThrows(
            BadSchedule.class,
            () -> {
              if (language.equals("cron")) {
                Schedule.cron(text, UTC);
              } else {
                Schedule.calendar(text, UTC);
              }
            });
    assertTrue(bad.why().contains(why), bad.why());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cron|0 0 30 2 *",
        "cron|* * 31 4,6,9,11 *",
        "calendar|*-02-30",
        "calendar|2020-01-01",
        "calendar|*-02-30 *:*:*",
        "calendar|2199-12-31 23:59:60/7",
      })
  void whatNeverComesIsFoundOutSoon(String language, String text) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(2),
        () -> {
          try {
            Schedule schedule =
                language.equals("cron") ? Schedule.cron(text, UTC) : Schedule.calendar(text, UTC);
            assertTrue(schedule.after(Instant.parse("2026-01-01T00:00:00Z")).isEmpty(), text);
          } catch (BadSchedule saidAtOnce) {
            assertTrue(saidAtOnce.why().length() > 5);
          }
        });
  }
}
