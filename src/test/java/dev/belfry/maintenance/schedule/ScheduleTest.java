package dev.belfry.maintenance.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When windows occur, across changes of the clocks. */
class ScheduleTest {
  private static final List<String> ZONES =
      List.of(
          "Europe/Berlin",
          "America/New_York",
          "Australia/Lord_Howe",
          "Asia/Kathmandu",
          "America/St_Johns");

  /** Every day at that time; the occurrence of one day, and that of the next. */
  @ParameterizedTest
  @CsvSource({
    // In the gap: as much later as the clocks are put forward.
    "Europe/Berlin,       2026-03-28T02:30, 2026-03-29T01:30:00Z, 2026-03-30T00:30:00Z",
    "America/New_York,    2026-03-07T02:30, 2026-03-08T07:30:00Z, 2026-03-09T06:30:00Z",
    "Australia/Lord_Howe, 2026-10-03T02:10, 2026-10-03T15:40:00Z, 2026-10-04T15:10:00Z",
    "America/St_Johns,    2026-03-07T02:30, 2026-03-08T06:00:00Z, 2026-03-09T05:00:00Z",
    // In the overlap: once, when it comes first.
    "Europe/Berlin,       2026-10-24T02:30, 2026-10-25T00:30:00Z, 2026-10-26T01:30:00Z",
    "America/New_York,    2026-10-31T01:30, 2026-11-01T05:30:00Z, 2026-11-02T06:30:00Z",
    "Australia/Lord_Howe, 2026-04-04T01:40, 2026-04-04T14:40:00Z, 2026-04-05T15:10:00Z",
    "America/St_Johns,    2026-10-31T01:30, 2026-11-01T04:00:00Z, 2026-11-02T05:00:00Z",
    // Where clocks never change, and beside the change.
    "Asia/Kathmandu,      2026-03-28T02:30, 2026-03-28T20:45:00Z, 2026-03-29T20:45:00Z",
    "Europe/Berlin,       2026-03-28T12:00, 2026-03-29T10:00:00Z, 2026-03-30T10:00:00Z"
  })
  void keepsTheTimeOfTheWallClock(String zone, LocalDateTime first, Instant next, Instant after) {
    for (String rule :
        List.of("FREQ=DAILY", "%d %d * * *".formatted(first.getMinute(), first.getHour()))) {
      Instant start = first.atZone(ZoneId.of(zone)).toInstant();
      List<Occurrence> found = schedule(zone, start, rule).after(start.plusSeconds(3_600), 2);
      assertEquals(next, found.get(0).from(), rule);
      assertEquals(after, found.get(1).from(), rule);
      assertEquals(next.plusSeconds(3_600), found.get(0).until(), "an hour is an hour");
    }
  }

  /** Compared with a list that a slow and simple program keeps. */
  @Test
  void isWhatACalendarReadMinuteByMinuteSays() {
    Random random = new Random(20261121);
    for (int i = 0; i < 60; i++) {
      String zone = ZONES.get(random.nextInt(ZONES.size()));
      int year = 2024 + random.nextInt(6);
      LocalDateTime first =
          LocalDateTime.of(year, 1 + random.nextInt(12), 1 + random.nextInt(28), 0, 0);
      int minute = random.nextInt(4) * 15;
      List<Integer> hours = hours(random);
      String rule = random.nextBoolean() ? rule(hours, minute) : cron(hours, minute);
      Instant start = first.atZone(ZoneId.of(zone)).toInstant();
      Instant end = start.plus(Duration.ofDays(40));
      List<Instant> expected = slow(ZoneId.of(zone), first, hours, minute, end);
      // Asked in the middle, it says the same as from the beginning.
      Instant middle = start.plus(Duration.ofHours(random.nextInt(900)));
      for (Instant from : List.of(start, middle)) {
        List<Instant> found =
            new Schedule(
                    start,
                    Duration.ofMinutes(1),
                    Recurrence.parse(rule),
                    ZoneId.of(zone),
                    null,
                    null)
                .after(from, 400).stream()
                    .map(Occurrence::from)
                    .filter(at -> at.isBefore(end) && !at.isBefore(from))
                    .toList();
        assertEquals(
            expected.stream().filter(at -> !at.isBefore(from)).toList(),
            found,
            zone + " " + first + " " + rule + " from " + from);
      }
    }
  }

  private static List<Integer> hours(Random random) {
    int first = random.nextInt(4);
    return random.nextBoolean() ? List.of(first) : List.of(first, first + 1, first + 9);
  }

  private static String rule(List<Integer> hours, int minute) {
    return "FREQ=DAILY;BYHOUR="
        + String.join(",", hours.stream().map(String::valueOf).toList())
        + ";BYMINUTE="
        + minute
        + ";BYSECOND=0";
  }

  private static String cron(List<Integer> hours, int minute) {
    return minute + " " + String.join(",", hours.stream().map(String::valueOf).toList()) + " * * *";
  }

  private static List<Instant> slow(
      ZoneId zone, LocalDateTime first, List<Integer> hours, int minute, Instant end) {
    List<Instant> found = new ArrayList<>();
    for (LocalDateTime time = first;
        time.atOffset(ZoneOffset.UTC).toInstant().isBefore(end.plus(Duration.ofDays(2)));
        time = time.plusMinutes(1)) {
      if (hours.contains(time.getHour()) && time.getMinute() == minute) {
        found.add(slow(zone, time));
      }
    }
    return found.stream().filter(at -> at.isBefore(end)).distinct().sorted().toList();
  }

  /** The first moment at which a clock there shows it; else by the offset of the moment before. */
  private static Instant slow(ZoneId zone, LocalDateTime time) {
    Instant at = time.toInstant(ZoneOffset.UTC).minus(Duration.ofHours(15));
    ZoneOffset before = zone.getRules().getOffset(at);
    while (LocalDateTime.ofInstant(at, zone).isBefore(time)) {
      before = zone.getRules().getOffset(at);
      at = at.plus(Duration.ofMinutes(15));
    }
    return LocalDateTime.ofInstant(at, zone).equals(time) ? at : time.toInstant(before);
  }

  @Test
  void endsByItsOwnEndOrByTheWindows() {
    Instant start = Instant.parse("2026-12-01T10:00:00Z");
    assertEquals(3, count("FREQ=DAILY;COUNT=3", start, null, null));
    assertEquals(2, count("FREQ=DAILY;COUNT=3", start, null, 2));
    assertEquals(2, count("FREQ=DAILY;UNTIL=20261202T100000Z", start, null, null));
    assertEquals(2, count("FREQ=DAILY;UNTIL=20261202", start, null, null));
    assertEquals(1, count("FREQ=DAILY;UNTIL=20261202T095959Z", start, null, null));
    assertEquals(2, count("0 10 * * *", start, Instant.parse("2026-12-02T10:00:00Z"), null));
    assertEquals(4, count("0 10 * * *", start, null, 4));
    assertEquals(0, count("FREQ=DAILY;COUNT=3", start, start.minusSeconds(1), null));
    // Counted from the first, wherever one begins to read.
    assertEquals(
        1,
        new Schedule(
                start,
                Duration.ofHours(1),
                Recurrence.parse("FREQ=DAILY;COUNT=3"),
                ZoneOffset.UTC,
                null,
                null)
            .after(Instant.parse("2026-12-02T12:00:00Z"), 9)
            .size());
  }

  private static int count(
      String rule, Instant start, @Nullable Instant until, @Nullable Integer count) {
    return new Schedule(
            start, Duration.ofHours(1), Recurrence.parse(rule), ZoneOffset.UTC, until, count)
        .after(start, 20)
        .size();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYMONTH=4;BYMONTHDAY=31",
        "0 0 30 2 *",
        "0 0 31 4 *"
      })
  void neverOccurs(String rule) {
    assertEquals(
        List.of(),
        schedule("UTC", Instant.parse("2026-12-01T10:00:00Z"), rule).after(Instant.EPOCH, 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FREQ=MINUTELY",
        "FREQ=SECONDLY",
        "FREQ=YEARLY;BYMINUTE=1,2",
        "FREQ=DAILY;BYSECOND=1,2",
        "FREQ=SOMETIMES",
        "BYDAY=MO",
        "FREQ=DAILY;UNTIL=soon",
        "FREQ=DAILY;COUNT=2;UNTIL=20300101",
        "FREQ=DAILY;COUNT=100000",
        "FREQ=DAILY;INTERVAL=100000",
        "FREQ=DAILY;X",
        "* * * *",
        "61 * * * *",
        "every day"
      })
  void isNoRule(String text) {
    assertThrows(BadRecurrence.class, () -> Recurrence.parse(text), text);
  }

  @Test
  void aLongDayDoesNotOverlapItselfAndAShortOneIsOne() {
    Instant start = Instant.parse("2026-03-27T23:00:00Z");
    Schedule allDay =
        new Schedule(
            start,
            Duration.ofDays(1),
            Recurrence.parse("FREQ=DAILY"),
            ZoneId.of("Europe/Berlin"),
            null,
            null);
    assertEquals(Duration.ofDays(1), allDay.shortestDistance());
    List<Occurrence> found = allDay.after(start, 3);
    assertEquals(Instant.parse("2026-03-28T23:00:00Z"), found.get(1).from());
    // The day of 23 hours meets the next, and both are one.
    assertEquals(Instant.parse("2026-03-30T22:00:00Z"), found.get(1).until());
    assertTrue(
        found.get(2).from().compareTo(found.get(1).until()) >= 0, "no two of them ever meet");
  }

  private static Schedule schedule(String zone, Instant start, String rule) {
    return new Schedule(
        start, Duration.ofHours(1), Recurrence.parse(rule), ZoneId.of(zone), null, null);
  }
}
