package dev.belfry.heartbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.check.Verdict;
import dev.belfry.heartbeat.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What pings mean, without a database. */
class BeatTest {
  private static final Instant T = Instant.parse("2026-05-01T00:00:00Z");
  private static final Plan PLAN =
      new Plan(
          Schedule.every(Duration.ofSeconds(60)),
          Duration.ofSeconds(10),
          Duration.ofSeconds(500),
          List.of());

  /** As when two replicas commit in another order than they received. */
  @Test
  void aPingThatWasOvertakenIsHistory() {
    Beat beat = beat(new Pulse(T, T.plusSeconds(60), null));
    beat.take(signal(T.plusSeconds(30), Signal.Kind.SUCCESS, null));
    Beat.Ping late = beat.take(signal(T.plusSeconds(20), Signal.Kind.FAIL, null));
    assertTrue(late.overtaken());
    assertFalse(late.counts());
    assertEquals(2, late.n());
    assertEquals(new Pulse(T.plusSeconds(30), T.plusSeconds(90), null), beat.pulse());
    assertEquals("SUCCESS", beat.lastKind());
  }

  /** Whatever the order in which they are committed, the latest decides what is expected. */
  @Test
  void theLatestPingDecidesInAnyOrder() {
    SplittableRandom random = new SplittableRandom(11);
    for (int round = 0; round < 500; round++) {
      List<Integer> seconds = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        seconds.add(random.nextInt(200));
      }
      Beat beat = beat(new Pulse(null, null, null));
      int counted = 0;
      int latest = -1;
      for (int second : seconds) {
        Beat.Ping ping = beat.take(signal(T.plusSeconds(second), Signal.Kind.SUCCESS, null));
        assertEquals(second >= latest, ping.counts(), seconds.toString());
        counted += ping.counts() ? 1 : 0;
        latest = Math.max(latest, second);
      }
      assertTrue(counted > 0);
      assertEquals(T.plusSeconds(latest + 60), beat.pulse().expectedAt(), seconds.toString());
    }
  }

  @Test
  void aStartIsASignOfLifeAndSaysNothing() {
    Beat beat = beat(new Pulse(T, T.plusSeconds(60), null));
    Beat.Ping start = beat.take(signal(T.plusSeconds(65), Signal.Kind.START, null));
    assertNull(start.look());
    assertEquals(T.plusSeconds(125), beat.pulse().expectedAt());
    assertEquals(T.plusSeconds(135), beat.due(T.plusSeconds(65)));
    Beat.Ping log = beat.take(signal(T.plusSeconds(100), Signal.Kind.LOG, null));
    assertNull(log.look());
    assertEquals(T.plusSeconds(125), beat.pulse().expectedAt());
    Beat.Ping end = beat.take(signal(T.plusSeconds(80 + 65), Signal.Kind.SUCCESS, null));
    assertEquals(80_000L, end.durationMs());
    assertEquals(Verdict.UP, assertNotNullLook(end).verdict());
  }

  @Test
  void latenessCountsFromTheFirstBeatThatWasMissed() {
    Pulse pulse = new Pulse(T, T.plusSeconds(60), null);
    assertEquals(Duration.ZERO, pulse.lateness(T.plusSeconds(70), PLAN));
    assertEquals(Duration.ofSeconds(11), pulse.lateness(T.plusSeconds(71), PLAN));
    Pulse twice = pulse.missed(PLAN).missed(PLAN);
    assertEquals(T.plusSeconds(180), twice.expectedAt());
    assertEquals(Duration.ofMinutes(2), twice.lateness(T.plusSeconds(180), PLAN));
    Pulse failed = twice.signed(T.plusSeconds(190), PLAN, false);
    assertEquals(T.plusSeconds(60), failed.missedSince());
    assertNull(failed.signed(T.plusSeconds(200), PLAN, true).missedSince());
  }

  @Test
  void runsEndByNameOrTheLastOne() {
    Runs runs = new Runs(List.of());
    runs.start("a", T);
    runs.start("b", T.plusSeconds(5));
    runs.start(null, T.plusSeconds(7));
    assertEquals(Optional.of(10_000L), runs.end("a", T.plusSeconds(10), Runs.Status.SUCCEEDED, 0));
    assertEquals(Optional.empty(), runs.end("a", T.plusSeconds(11), Runs.Status.SUCCEEDED, 0));
    assertEquals(Optional.of(4_000L), runs.end(null, T.plusSeconds(11), Runs.Status.FAILED, 1));
    runs.start("b", T.plusSeconds(20));
    assertEquals(1, runs.underWay());
    assertEquals(Optional.of(T.plusSeconds(20)), runs.oldest());
    assertEquals(
        List.of(
            Runs.Status.SUCCEEDED, Runs.Status.ABANDONED, Runs.Status.FAILED, Runs.Status.RUNNING),
        runs.changed().stream().map(Runs.Run::status).toList());
    // An end that was stamped before its start, by another replica's clock, took no time.
    assertEquals(Optional.of(0L), runs.end("b", T.plusSeconds(19), Runs.Status.SUCCEEDED, null));
    for (int i = 0; i < 3 * Runs.MOST; i++) {
      runs.start("many " + i, T.plusSeconds(100 + i));
    }
    assertEquals(Runs.MOST, runs.underWay());
    assertEquals(Optional.of(T.plusSeconds(100 + 2 * Runs.MOST)), runs.oldest());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "metric.duration < 60s|duration|59.9|false",
        "metric.duration < 60s|duration|60|true",
        "metric.duration<=1.5 min|duration|90|false",
        "metric.duration < 500ms|duration|0.6|true",
        "metric.duration < 2 hours|duration|7199|false",
        "METRIC.COUNT >= 1|count|0|true",
        "metric.error_count = 0|error_count|0|false",
        "metric.error_count != 3|error_count|3|true",
        "metric.error_rate > 0.5|error_rate|0.5|true",
        "metric.error_count < 5|count|100|false",
      })
  void metricsAreCompared(String rule, String metric, double value, boolean broken) {
    assertEquals(broken, MetricRule.parse(rule).orElseThrow().isBrokenBy(Map.of(metric, value)));
  }

  @Test
  void theRateOfErrorsFollowsFromTheirCount() {
    MetricRule rule = MetricRule.parse("metric.error_rate < 0.1").orElseThrow();
    assertTrue(rule.isBrokenBy(Map.of("count", 10.0, "error_count", 1.0)));
    assertFalse(rule.isBrokenBy(Map.of("count", 0.0, "error_count", 1.0)));
    for (String none :
        List.of(
            "",
            "duration < 3",
            "metric.load < 1",
            "metric.count < 3s",
            "metric.count ~ 1",
            "metric.duration < 3 weeks",
            "metric.count < -1",
            "metric.count < 1e3")) {
      assertTrue(MetricRule.parse(none).isEmpty(), none);
    }
  }

  private static dev.belfry.check.Look assertNotNullLook(Beat.Ping ping) {
    assertNotNull(ping.look());
    return ping.look();
  }

  private static Beat beat(Pulse pulse) {
    return new Beat(
        new Beat.Row(UUID.randomUUID(), UUID.randomUUID(), null, true, 0, false, pulse, null, PLAN),
        new Runs(List.of()));
  }

  private static Signal signal(Instant at, Signal.Kind kind, @Nullable String run) {
    return new Signal(
        null,
        null,
        at,
        kind,
        null,
        run,
        Map.of(),
        null,
        new Signal.Origin(null, null, null, null, null, null, 0));
  }
}
