package dev.belfry.monitor;

import static dev.belfry.monitor.Letters.LIMIT_MS;
import static dev.belfry.monitor.Letters.after;
import static dev.belfry.monitor.Letters.enough;
import static dev.belfry.monitor.Letters.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.monitor.Standing.Alarm;
import dev.belfry.monitor.standing.Flapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdsTest {
  /** U up, D down, N not known, S slow, R the incident is resolved by hand; then the states. */
  @ParameterizedTest
  @CsvSource({
    "2/2, 1/1, U, up",
    "2/2, 1/1, D, pending",
    "2/2, 1/1, DD, pending down",
    "1/1, 1/1, D, down",
    "2/2, 1/1, UDUD, up up up up",
    "2/2, 1/1, UDDU, up up down up",
    "2/2, 2/2, UDDUDUU, up up down down down down up",
    "2/2, 1/1, UN, up unknown",
    "2/2, 1/1, UDDNU, up up down unknown up",
    "2/2, 1/1, UDDND, up up down unknown down",
    "2/2, 1/1, UDND, up up unknown down",
    "2/2, 2/2, UDDNUU, up up down unknown unknown up",
    "2/2, 2/2, UNDD, up unknown unknown down",
    "2/2, 1/1, N, unknown",
    "2/2, 1/1, SU, degraded up",
    "2/2, 1/1, UDDS, up up down degraded",
    "2/2, 1/1, DDRU, pending down down up",
    "2/2, 2/2, DDRUU, pending down down down up",
    "2/2, 1/1, DDRNU, pending down down unknown up",
    "2/2, 1/1, UR, up up",
    "2/3, 1/1, UDUD, up up up down",
    "2/3, 1/1, UDUUD, up up up up up",
    "3/5, 1/1, UDDUUD, up up up up up down",
    "2/2, 2/3, DDUDU, pending down down down up",
    "2/2, 2/3, DDUDDU, pending down down down down down",
    "2/4, 2/4, DDUU, pending down down up",
    "2/4, 2/4, DDUUD, pending down down up up",
  })
  void looksBecomeStates(String down, String up, String looks, String states) {
    Thresholds thresholds = new Thresholds(enough(down), enough(up), LIMIT_MS, row(1), null);
    Standing standing = Standing.NEW;
    StringBuilder seen = new StringBuilder();
    for (char look : looks.toCharArray()) {
      standing = look == 'R' ? standing.silence() : after(thresholds, standing, look, false);
      seen.append(seen.isEmpty() ? "" : " ").append(name(standing));
    }
    assertEquals(states, seen.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "1/1, SUS, degraded up degraded",
    "2/2, SS, up degraded",
    "2/2, USUSS, up up up up degraded",
    "2/2, SSUSUU, up degraded degraded degraded degraded up",
    "2/3, USUS, up up up degraded",
    "2/2, USDS, up up up degraded",
    "2/2, USNS, up up unknown degraded",
    "2/2, SSDDU, up degraded degraded down up",
    "2/2, SSNS, up degraded unknown degraded",
  })
  void enoughSlowLooksAreDegradedAndEnoughOthersAreNot(
      String confirm, String looks, String states) {
    Thresholds thresholds = new Thresholds(row(2), row(1), LIMIT_MS, enough(confirm), null);
    Standing standing = Standing.NEW;
    StringBuilder seen = new StringBuilder();
    for (char look : looks.toCharArray()) {
      standing = after(thresholds, standing, look, false);
      seen.append(seen.isEmpty() ? "" : " ").append(name(standing));
    }
    assertEquals(states, seen.toString());
  }

  @ParameterizedTest
  @CsvSource({"DDRD", "DDRND", "DDURD", "DDNRD", "DDDRUD"})
  void aBadLookAfterTheAlarmWasTakenBackRaisesItAgain(String looks) {
    Thresholds thresholds = new Thresholds(row(2), row(2), null, row(1), null);
    Standing before = Standing.NEW;
    Standing standing = Standing.NEW;
    for (char look : looks.toCharArray()) {
      before = standing;
      standing = look == 'R' ? standing.silence() : after(thresholds, standing, look, false);
    }
    assertEquals(Alarm.SILENCED, before.alarm());
    assertTrue(standing.alarmed());
  }

  @Test
  void doubtLastsWhileLooksAgainstTheStateCountOnEitherSide() {
    Thresholds thresholds = new Thresholds(enough("2/3"), enough("2/2"), null, row(1), null);
    Standing standing = Standing.NEW;
    StringBuilder doubts = new StringBuilder();
    for (char look : "UDUUDDUDUU".toCharArray()) {
      standing = after(thresholds, standing, look, false);
      doubts.append(thresholds.doubts(standing) ? '?' : '.');
    }
    assertEquals(".????.???.", doubts.toString());
  }

  @Test
  void whileAllParentsAreDownNoAlarmIsRaisedAndNoneIsKept() {
    Thresholds thresholds = new Thresholds(row(1), row(1), null, row(1), null);
    Standing child = after(thresholds, Standing.NEW, 'D', true);
    assertEquals(MonitorStatus.DOWN, child.status());
    assertTrue(child.suppressed());
    assertTrue(after(thresholds, child, 'N', true).suppressed());
    assertTrue(after(thresholds, child, 'D', false).alarmed());
    Standing up = after(thresholds, child, 'U', true);
    assertEquals(MonitorStatus.UP, up.status());
    assertFalse(up.suppressed());
    Standing alarmed = after(thresholds, Standing.NEW, 'D', false);
    assertTrue(after(thresholds, alarmed, 'D', true).alarmed());
    assertEquals(Alarm.NONE, after(thresholds, alarmed, 'U', true).alarm());
  }

  @Test
  void flappingHoldsNewsBackUntilItSettles() {
    Thresholds thresholds = new Thresholds(row(1), row(1), null, row(1), new Flapping(8, 4, 1));
    Standing standing = Standing.NEW;
    StringBuilder told = new StringBuilder();
    StringBuilder flaps = new StringBuilder();
    for (char look : "UDUDUDUDDDDDDDDDDUUU".toCharArray()) {
      standing = after(thresholds, standing, look, false);
      told.append(standing.alarmed() ? 'D' : '-');
      flaps.append(standing.flapping() ? '~' : '-');
    }
    assertEquals("----~~~~~~~~~~------", flaps.toString());
    assertEquals("-D-DDDDDDDDDDDDDD---", told.toString());
  }

  @Test
  void whatGoesDownWhileItFlapsIsToldWhenItSettles() {
    Thresholds thresholds = new Thresholds(row(1), row(1), null, row(1), new Flapping(8, 3, 1));
    Standing standing = Standing.NEW;
    List<Alarm> alarms = new ArrayList<>();
    for (char look : "UDUDDDDDDDDD".toCharArray()) {
      standing = after(thresholds, standing, look, false);
      alarms.add(standing.alarm());
    }
    assertEquals(List.of(Alarm.NONE, Alarm.RAISED, Alarm.NONE, Alarm.NONE), alarms.subList(0, 4));
    assertFalse(standing.flapping());
    assertTrue(standing.alarmed(), alarms.toString());
  }

  private static String name(Standing standing) {
    return standing.status().name().toLowerCase(Locale.ROOT);
  }
}
