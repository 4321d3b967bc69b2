package dev.belfry.notify.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CircuitTest {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final Circuit CLOSED = new Circuit(0, null, 0, null);

  private static Circuit open(int rests) {
    return new Circuit(20, NOW, rests, NOW);
  }

  @Test
  void opensAtTheFifthFailureInARow() {
    Circuit circuit = CLOSED;
    for (int i = 1; i < Circuit.OPENS_AFTER; i++) {
      circuit = circuit.failed(NOW, false, null, 0.5);
      assertFalse(circuit.isOpen(), "after " + i);
    }
    circuit = circuit.failed(NOW, false, null, 1);
    assertEquals(new Circuit(5, NOW, 1, NOW.plusSeconds(5)), circuit);
  }

  /** Rests before, what the receiver asked for, draw, the rest. */
  @ParameterizedTest
  @CsvSource({
    "0, , 0, PT2.5S",
    "1, , 0, PT15S",
    "1, , 1, PT30S",
    "2, , 1, PT1M",
    "5, , 1, PT10M",
    "6, , 1, PT10M",
    "1000, , 0, PT5M",
    "1, PT2M, 0, PT2M",
    "5, PT1S, 1, PT10M",
    "1, PT1000H, 0, PT1H",
  })
  void restsLongerEachTime(int rests, Duration asked, double draw, Duration rest) {
    assertEquals(NOW.plus(rest), open(rests).failed(NOW, true, asked, draw).restUntil());
  }

  @Test
  void whatWasUnderWayProlongsNothing() {
    Circuit circuit = open(3);
    assertEquals(new Circuit(21, NOW, 3, NOW), circuit.failed(NOW.plusSeconds(9), false, null, 1));
  }

  @Test
  void noRestIsLongerThanTheLastStepUnlessAsked() {
    Random random = new Random(7);
    Circuit circuit = CLOSED;
    Instant at = NOW;
    for (int i = 0; i < 200; i++) {
      circuit = circuit.failed(at, true, null, random.nextDouble());
      if (circuit.restUntil() != null) {
        Duration rest = Duration.between(at, circuit.restUntil());
        assertTrue(rest.compareTo(Duration.ofMinutes(10)) <= 0 && !rest.isNegative(), "" + rest);
        at = circuit.restUntil();
      }
    }
    assertEquals(200, circuit.failures());
  }

  @ParameterizedTest
  @CsvSource({"1, PT1S", "3, PT1M", "10, PT60S", "7, PT1H"})
  void aRateGivesEachWindowItsMessagesAndNoMore(int messages, Duration window) {
    Random random = new Random(messages);
    Instant now = NOW;
    Instant paced = null;
    Instant[] slots = new Instant[300];
    for (int i = 0; i < slots.length; i++) {
      Slot slot = Slot.next(paced, now, messages, window);
      assertFalse(slot.at().isBefore(now));
      assertTrue(i == 0 || !slot.at().isBefore(slots[i - 1]), "in order");
      slots[i] = slot.at();
      paced = slot.pacedTo();
      now = now.plusMillis(random.nextInt(100));
    }
    for (int i = 0; i + 2 * messages < slots.length; i++) {
      // A whole burst and what is refilled meanwhile, as with any token bucket.
      assertTrue(
          Duration.between(slots[i], slots[i + 2 * messages])
                  .compareTo(window.minusMillis(messages))
              >= 0,
          "at " + i);
    }
    assertEquals(NOW, slots[0]);
  }
}
