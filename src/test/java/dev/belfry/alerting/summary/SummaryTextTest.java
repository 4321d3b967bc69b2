package dev.belfry.alerting.summary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SummaryTextTest {
  @ParameterizedTest
  @CsvSource({
    "100, 0, '5 August to 11 August: 100 % uptime, 0 outages'",
    "99.9999, 1, '5 August to 11 August: 99.9999 % uptime, 1 outage'",
    "99.5, 2, '5 August to 11 August: 99.5 % uptime, 2 outages'",
    "0, 2, '5 August to 11 August: 0 % uptime, 2 outages'",
    ", 0, '5 August to 11 August: unknown uptime, 0 outages'"
  })
  void theSubjectSaysTheMost(@Nullable Double uptime, long outages, String expected) {
    assertEquals(expected, SummaryText.subject(week(uptime, outages, List.of())));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 s", "59, 59 s", "60, 1 min 0 s", "3599, 59 min 59 s", "3600, 1 h 0 min",
    "86399, 23 h 59 min", "90000, 1 d 1 h"
  })
  void aDurationHasTwoUnits(long seconds, String expected) {
    assertEquals(expected, SummaryText.duration(seconds));
  }

  @Test
  void theWorstComeWithTheirTime() {
    String text =
        SummaryText.body(
            week(99.1, 3, List.of(new WeekInReview.Line("Shop", 98.75, 2, 61))));
    assertTrue(text.contains("- Shop: 98.75 %, down for 1 min 1 s, 2 outages\n"), text);
    assertTrue(SummaryText.body(week(100d, 0, List.of())).contains("Nothing was down."));
  }

  private static WeekInReview week(
      @Nullable Double uptime, long outages, List<WeekInReview.Line> worst) {
    LocalDate from = LocalDate.of(2030, 8, 5);
    return new WeekInReview(from, from.plusDays(6), "UTC", 4, uptime, outages, 0, worst);
  }
}
