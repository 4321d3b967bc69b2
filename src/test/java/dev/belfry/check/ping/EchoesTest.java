package dev.belfry.check.ping;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.check.Look;
import dev.belfry.check.Verdict;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EchoesTest {
  private static final PingTarget STRICT = new PingTarget("x", 4, 50, 20);

  @Test
  void sayLossAverageAndJitter() {
    Look look = look(10_000, 20_000, 16_000, 14_000);
    assertEquals(Verdict.UP, look.verdict());
    assertEquals("4 of 4 answers, 15.0 ms on average, 5.3 ms jitter", look.message());
    assertEquals(15, look.latencyMs());
  }

  @Test
  void lossIsDegradedAndThenDown() {
    assertEquals(Verdict.DEGRADED, look(1000, null, 1000, 1000).verdict());
    assertEquals(Verdict.DEGRADED, look(1000, null, null, 1000).verdict());
    assertEquals(Verdict.DOWN, look(1000, null, null, null).verdict());
    assertEquals("packet_loss", look(1000, null, null, null).code());
  }

  @Test
  void withoutAnAnswerItIsDownWhateverIsAllowed() {
    Look look =
        new Echoes(Arrays.asList(null, null, null)).look(new PingTarget("x", 3, 99, null), 1, 900);
    assertEquals(Verdict.DOWN, look.verdict());
    assertEquals("no_answer", look.code());
    assertEquals("0 of 3 answers", look.message());
  }

  @Test
  void oneAnswerIsEnoughUnlessMoreIsWanted() {
    assertEquals(
        Verdict.UP,
        new Echoes(Arrays.asList(null, 500, null))
            .look(new PingTarget("x", 3, null, null), 1, 900)
            .verdict());
  }

  private static Look look(@Nullable Integer... micros) {
    return new Echoes(Arrays.asList(micros)).look(STRICT, 1, 900);
  }
}
