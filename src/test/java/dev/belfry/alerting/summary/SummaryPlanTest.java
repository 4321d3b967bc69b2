package dev.belfry.alerting.summary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A week of people, in zones that change their clocks. */
class SummaryPlanTest {
  private static final List<ZoneId> ZONES =
      List.of(
          ZoneId.of("UTC"),
          ZoneId.of("Europe/Berlin"),
          ZoneId.of("America/New_York"),
          ZoneId.of("Australia/Lord_Howe"),
          ZoneId.of("Asia/Kathmandu"),
          ZoneId.of("America/St_Johns"));

  @ParameterizedTest
  @CsvSource({
    "MONDAY, 8, UTC, 2030-01-06T12:00:00Z, 2030-01-07T08:00:00Z",
    "MONDAY, 8, UTC, 2030-01-07T07:59:59Z, 2030-01-07T08:00:00Z",
    "MONDAY, 8, UTC, 2030-01-07T08:00:00Z, 2030-01-14T08:00:00Z",
    "MONDAY, 8, Europe/Berlin, 2030-03-30T12:00:00Z, 2030-04-01T06:00:00Z",
    "SUNDAY, 2, Europe/Berlin, 2030-03-30T12:00:00Z, 2030-03-31T01:00:00Z",
    "SUNDAY, 2, Europe/Berlin, 2030-10-26T12:00:00Z, 2030-10-27T00:00:00Z",
    "SUNDAY, 2, Europe/Berlin, 2030-10-27T00:30:00Z, 2030-11-03T01:00:00Z",
    "SUNDAY, 2, Australia/Lord_Howe, 2030-10-05T00:00:00Z, 2030-10-05T15:30:00Z",
    "SUNDAY, 2, America/New_York, 2030-03-09T12:00:00Z, 2030-03-10T07:00:00Z",
    "THURSDAY, 0, Asia/Kathmandu, 2028-02-28T12:00:00Z, 2028-03-01T18:15:00Z",
    "MONDAY, 23, America/St_Johns, 2030-01-06T12:00:00Z, 2030-01-08T02:30:00Z"
  })
  void theNextIsAtItsHourOnTheWall(
      DayOfWeek day, int hour, ZoneId zone, Instant now, Instant expected) {
    assertEquals(expected, new SummaryPlan(day, hour, zone).after(now));
  }

  @Test
  void eachWeekHasOneAndWeeksMeet() {
    Random random = new Random(7);
    for (int i = 0; i < 500; i++) {
      ZoneId zone = ZONES.get(random.nextInt(ZONES.size()));
      SummaryPlan plan =
          new SummaryPlan(DayOfWeek.of(1 + random.nextInt(7)), random.nextInt(24), zone);
      Instant now = Instant.parse("2028-01-01T00:00:00Z").plusSeconds(random.nextInt(200_000_000));
      Instant first = plan.after(now);
      assertTrue(first.isAfter(now));
      assertTrue(Duration.between(now, first).compareTo(Duration.ofHours(7 * 24 + 2)) < 0);
      assertEquals(plan.weekday(), first.atZone(zone).getDayOfWeek());
      Instant second = plan.after(first);
      LocalDate day = first.atZone(zone).toLocalDate();
      assertEquals(day.plusWeeks(1), second.atZone(zone).toLocalDate());
      assertEquals(plan.weekBefore(first).end(), plan.weekBefore(second).begin());
      assertTrue(!plan.weekBefore(first).end().isAfter(first), "it tells of what is over");
    }
  }
}
