package dev.belfry.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.check.Verdict;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdsTest {
  /** U up, D down, N not known, S slow, R the incident is resolved by hand; then the states. */
  @ParameterizedTest
  @CsvSource({
    "2, 1, U, up",
    "2, 1, D, pending",
    "2, 1, DD, pending down",
    "1, 1, D, down",
    "2, 1, UDUD, up up up up",
    "2, 1, UDDU, up up down up",
    "2, 2, UDDUDUU, up up down down down down up",
    "2, 1, UN, up unknown",
    "2, 1, UDDNU, up up down unknown up",
    "2, 1, UDDND, up up down unknown down",
    "2, 1, UDND, up up unknown down",
    "2, 1, N, unknown",
    "2, 1, SU, degraded up",
    "2, 1, UDDS, up up down degraded",
    "2, 1, DDRU, pending down down up",
    "2, 2, DDRUU, pending down down down up",
    "2, 1, DDRNU, pending down down down up",
    "2, 1, UR, up up",
  })
  void looksBecomeStates(int confirmDown, int confirmUp, String looks, String states) {
    Thresholds thresholds = new Thresholds(confirmDown, confirmUp, 500);
    Standing standing = Standing.NEW;
    StringBuilder seen = new StringBuilder();
    for (char look : looks.toCharArray()) {
      standing =
          look == 'R'
              ? standing.silence()
              : thresholds.after(standing, verdict(look), look == 'S' ? 900 : 100);
      seen.append(seen.isEmpty() ? "" : " ")
          .append(standing.status().name().toLowerCase(java.util.Locale.ROOT));
    }
    assertEquals(states, seen.toString());
  }

  @ParameterizedTest
  @CsvSource({"DDRD", "DDRND", "DDURD", "DDNRD", "DDDRUD"})
  void aBadLookAfterTheAlarmWasTakenBackRaisesItAgain(String looks) {
    Thresholds thresholds = new Thresholds(2, 2, null);
    Standing before = Standing.NEW;
    Standing standing = Standing.NEW;
    for (char look : looks.toCharArray()) {
      before = standing;
      standing = look == 'R' ? standing.silence() : thresholds.after(standing, verdict(look), 100);
    }
    assertTrue(before.silenced());
    assertTrue(standing.alarmed());
  }

  /** Against a model that keeps the whole history and looks at its end. */
  @Test
  void anAlarmStandsExactlyFromEnoughBadLooksToEnoughGoodOnes() {
    Random random = new Random(11);
    for (int round = 0; round < 2_000; round++) {
      int confirmDown = 1 + random.nextInt(4);
      int confirmUp = 1 + random.nextInt(4);
      Thresholds thresholds = new Thresholds(confirmDown, confirmUp, null);
      Standing standing = Standing.NEW;
      StringBuilder known = new StringBuilder();
      boolean alarmed = false;
      for (int step = 0; step < 40; step++) {
        char look = "UDN".charAt(random.nextInt(3));
        standing = thresholds.after(standing, verdict(look), 1);
        if (look != 'N') {
          known.append(look);
        }
        if (look == 'D' && known.toString().endsWith("D".repeat(confirmDown))) {
          alarmed = true;
        } else if (look == 'U' && known.toString().endsWith("U".repeat(confirmUp))) {
          alarmed = false;
        }
        assertEquals(alarmed, standing.alarmed(), known.toString());
        assertTrue(look != 'N' || standing.status() == MonitorStatus.UNKNOWN);
        assertTrue(!alarmed || look == 'N' || standing.status() == MonitorStatus.DOWN);
      }
    }
  }

  private static Verdict verdict(char look) {
    return switch (look) {
      case 'D' -> Verdict.DOWN;
      case 'N' -> Verdict.UNKNOWN;
      default -> Verdict.UP;
    };
  }
}
