package dev.belfry.statuspage.published;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.incident.page.ComponentId;
import dev.belfry.platform.id.TypeId;
import dev.belfry.statuspage.PageLanguage;
import dev.belfry.statuspage.published.DayMark.Level;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Days as a drawing: each day at its place, in few bytes. */
class BarsTest {
  private static final Words WORDS = Words.in(PageLanguage.EN);

  private static PageState.Item item(Level[] levels, @Nullable Integer... latencies) {
    List<DayMark> days = new ArrayList<>();
    for (int i = 0; i < levels.length; i++) {
      days.add(
          new DayMark(
              LocalDate.of(2030, 1, 1).plusDays(i),
              levels[i],
              100.0,
              Duration.ZERO,
              latencies.length == 0 ? null : latencies[i]));
    }
    return new PageState.Item(
        new ComponentId(TypeId.next()), "Till", null, null, null, days, 100.0);
  }

  @Test
  void daysOfOneKindAreOnePath() {
    PageState.Item item =
        item(
            new Level[] {
              Level.NO_DATA, Level.UP, Level.UP, Level.SOME, Level.MUCH, Level.SOME, Level.UP
            });
    String dense = Bars.uptime(item, WORDS, false);
    for (String path :
        List.of(
            "<path class=\"d-no_data\" d=\"M0 20h3\"/>",
            "<path class=\"d-up\" d=\"M4 20h7M24 20h3\"/>",
            "<path class=\"x d-some\" d=\"M12 17h3M20 17h3\"/>",
            "<path class=\"x d-much\" d=\"M16 17h3\"/>")) {
      assertTrue(dense.contains(path), dense);
    }
    String each = Bars.uptime(item, WORDS, true);
    assertTrue(each.contains("<rect class=\"d-much\" x=\"16\""), each);
    assertFalse(each.contains("\"x "), each);
  }

  @Test
  void theLineGoesThroughEachDayThatIsKnown() {
    Level[] levels = new Level[6];
    Arrays.fill(levels, Level.UP);
    String chart = Bars.latency(item(levels, 100, 50, 100, 100, null, 0), WORDS);
    assertTrue(chart.contains(" d=\"M1 2h1l3 18 4-18 4 0M21 38h1\""), chart);
  }
}
