package dev.belfry.statuspage.published;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.belfry.house.TestClock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How often an address may guess. */
class GuessesTest {
  private final TestClock clock = new TestClock();
  private final Guesses guesses = new Guesses(clock);

  private void fail(String page, String address, int times) {
    for (int i = 0; i < times; i++) {
      guesses.begin(page, address);
    }
  }

  @Test
  void eachAddressIsCountedForEachPage() {
    fail("one", "192.0.2.1", Guesses.MOST);
    assertEquals(Duration.ofMinutes(15), guesses.begin("one", "192.0.2.1"));
    assertEquals(Duration.ZERO, guesses.begin("one", "192.0.2.2"));
    assertEquals(Duration.ZERO, guesses.begin("two", "192.0.2.1"));
  }

  @Test
  void anIpv6NetworkIsOneAddress() {
    for (int i = 0; i < Guesses.MOST; i++) {
      guesses.begin("one", "2001:db8::" + i);
    }
    assertNotEquals(Duration.ZERO, guesses.begin("one", "2001:db8::ffff"));
    assertEquals(Duration.ZERO, guesses.begin("one", "2001:db8:0:1::1"));
  }

  @Test
  void whoKnowsThePasswordStartsAnew() {
    fail("one", "192.0.2.1", Guesses.MOST - 1);
    assertEquals(Duration.ZERO, guesses.begin("one", "192.0.2.1"));
    guesses.right("one", "192.0.2.1");
    fail("one", "192.0.2.1", Guesses.MOST);
    assertNotEquals(Duration.ZERO, guesses.begin("one", "192.0.2.1"));
  }

  /** Whoever tries while it is locked must not find that it is so for ever. */
  @Test
  void triesWhileItIsLockedMakeItNoLonger() {
    fail("one", "192.0.2.1", Guesses.MOST);
    clock.advance(Duration.ofMinutes(10));
    assertEquals(Duration.ofMinutes(5), guesses.begin("one", "192.0.2.1"));
    clock.advance(Duration.ofMinutes(5));
    assertEquals(Duration.ZERO, guesses.begin("one", "192.0.2.1"));
  }

  @Test
  void fewAndFarBetweenAreForgotten() {
    fail("one", "192.0.2.1", Guesses.MOST - 1);
    clock.advance(Duration.ofMinutes(16));
    fail("one", "192.0.2.1", Guesses.MOST - 1);
    assertEquals(Duration.ZERO, guesses.begin("one", "192.0.2.1"));
  }

  @Test
  void manyAtOnceAreNoMoreThanOneAfterTheOther() {
    AtomicInteger admitted = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 200; i++) {
        threads.execute(
            () -> {
              if (guesses.begin("one", "192.0.2.1").isZero()) {
                admitted.incrementAndGet();
              }
            });
      }
    }
    assertEquals(Guesses.MOST, admitted.get());
  }
}
