package dev.belfry.monitor.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MassFailureTest {
  private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

  /** All are reached; then those from the first to the last but one fail, one after the other. */
  @ParameterizedTest
  @CsvSource({
    // known, failing, which look is the first to be doubted; 0 is none
    "5, 5, 0",
    "9, 9, 0",
    "10, 10, 10",
    "12, 9, 0",
    "12, 10, 10",
    "20, 15, 0",
    "20, 16, 16",
    "50, 15, 0",
    "50, 50, 16",
    "100, 100, 16",
    "1000, 100, 0",
    "1000, 159, 0",
    "1000, 160, 160",
    "1000, 1000, 160"
  })
  void mostOfThoseLookedAtLastHaveToFail(int known, int failing, int first) {
    MassFailure hosts = new MassFailure();
    reach(hosts, known, START);
    int doubted = 0;
    for (int i = 1; i <= failing; i++) {
      boolean mass = hosts.failed("host-" + i, START.plusSeconds(60));
      doubted = mass && doubted == 0 ? i : doubted;
    }
    assertEquals(first, doubted);
  }

  @Test
  void oneHostIsNotManyHoweverOftenItFails() {
    MassFailure hosts = new MassFailure();
    reach(hosts, 1, START);
    for (int i = 0; i < 100; i++) {
      assertFalse(hosts.failed("host-1", START.plusSeconds(i)));
    }
  }

  @Test
  void whoWasNeverReachedDoesNotCount() {
    MassFailure hosts = new MassFailure();
    for (int i = 0; i < 100; i++) {
      assertFalse(hosts.failed("host-" + i, START.plusSeconds(i)));
    }
  }

  @Test
  void looksThatReachSomethingInBetweenEndTheDoubt() {
    MassFailure hosts = new MassFailure();
    reach(hosts, 100, START);
    for (int i = 1; i <= 50; i++) {
      hosts.failed("host-" + i, START.plusSeconds(60));
    }
    assertTrue(hosts.isMass(START.plusSeconds(60)));
    for (int i = 1; i <= 5; i++) {
      hosts.reached("host-" + i, START.plusSeconds(70));
    }
    assertFalse(hosts.isMass(START.plusSeconds(70)));
  }

  @Test
  void theDoubtEndsByItself() {
    MassFailure hosts = new MassFailure();
    reach(hosts, 30, START);
    for (int round = 1; round <= 5; round++) {
      Instant now = START.plus(Duration.ofMinutes(round));
      for (int i = 1; i <= 30; i++) {
        hosts.failed("host-" + i, now);
      }
      assertTrue(hosts.isMass(now));
    }
    assertFalse(hosts.isMass(START.plus(MassFailure.MEMORY).plusSeconds(1)));
  }

  @Test
  void aClockThatIsSetBackKeepsNoDoubtAlive() {
    MassFailure hosts = new MassFailure();
    reach(hosts, 30, START);
    for (int i = 1; i <= 30; i++) {
      hosts.failed("host-" + i, START);
    }
    assertTrue(hosts.isMass(START));
    assertFalse(hosts.isMass(START.minus(Duration.ofHours(1))));
  }

  private static void reach(MassFailure hosts, int count, Instant at) {
    for (int i = 1; i <= count; i++) {
      hosts.reached("host-" + i, at);
    }
  }
}
