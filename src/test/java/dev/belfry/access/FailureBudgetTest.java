package dev.belfry.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Checklist;
import dev.belfry.platform.http.Network;
import dev.belfry.platform.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class FailureBudgetTest {
  private static final int BURST = 5;
  private Instant now = Instant.parse("2030-01-01T00:00:00Z");
  private final FailureBudget budget = new FailureBudget(config(), () -> now);

  @Test
  @Checklist(85)
  void whoeverHasSpentItStillGetsThroughLate() {
    fail("192.0.2.1", BURST);
    long begun = System.nanoTime();
    assertEquals("in", budget.admit(() -> "in", "192.0.2.1"));
    assertTrue(System.nanoTime() - begun >= Duration.ofMillis(90).toNanos(), "it was slow");
  }

  @Test
  @Checklist({85, 86})
  void nobodyElseWaitsForHim() throws Exception {
    fail("192.0.2.1", BURST);
    CountDownLatch inside = new CountDownLatch(2);
    CountDownLatch done = new CountDownLatch(1);
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> slow = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        slow.add(
            executor.submit(
                () ->
                    budget.admit(
                        () -> {
                          inside.countDown();
                          return await(done);
                        },
                        "192.0.2.1")));
      }
      inside.await();
      assertEquals("in", budget.admit(() -> "in", "192.0.2.2"));
      done.countDown();
      for (Future<?> one : slow) {
        one.get();
      }
    }
  }

  @Test
  void theLaneIsBounded() throws Exception {
    fail("192.0.2.1", BURST);
    CountDownLatch done = new CountDownLatch(1);
    CountDownLatch refused = new CountDownLatch(92);
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 100; i++) {
        executor.execute(
            () -> {
              try {
                budget.admit(() -> await(done), "192.0.2.1");
              } catch (Problem full) {
                assertEquals(429, full.type().status());
                refused.countDown();
              }
            });
      }
      refused.await();
      done.countDown();
    }
    assertEquals("in", budget.admit(() -> "in", "192.0.2.1"), "and is free again");
  }

  /** Many addresses, each with what it may take, and one user whose name is known to them. */
  @Test
  @Checklist({85, 86})
  void neitherTheRefusedNorTheGuessersFillThePlacesOfOneWhoIsGuessedAt() throws Exception {
    String name = "login:alice@example.org";
    fail(name, BURST);
    CountDownLatch done = new CountDownLatch(1);
    CountDownLatch full = new CountDownLatch(16);
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int address = 1; address <= 9; address++) {
        String guesser = "192.0.2." + address;
        fail(guesser, BURST);
        fail("ping from " + guesser, BURST);
        for (int i = 0; i < 8; i++) {
          executor.execute(() -> full(full, () -> budget.admit(() -> await(done), guesser, name)));
          executor.execute(
              () ->
                  full(
                      full,
                      () ->
                          budget.refusal(
                              () -> {
                                await(done);
                                return Problem.notFound();
                              },
                              "ping from " + guesser)));
        }
      }
      try {
        full.await();
        assertEquals("in", budget.admit(() -> "in", "192.0.2.100", name));
      } finally {
        done.countDown();
      }
    }
  }

  private static void full(CountDownLatch full, Runnable work) {
    try {
      work.run();
    } catch (Problem refused) {
      full.countDown();
    }
  }

  @Test
  void failuresAreForgivenInTime() {
    fail("192.0.2.1", BURST);
    now = now.plusSeconds(2);
    long begun = System.nanoTime();
    budget.admit(() -> "in", "192.0.2.1");
    assertTrue(System.nanoTime() - begun < Duration.ofMillis(90).toNanos(), "it was at once");
    fail("192.0.2.1", 1);
    begun = System.nanoTime();
    budget.admit(() -> "in", "192.0.2.1");
    assertTrue(System.nanoTime() - begun >= Duration.ofMillis(90).toNanos(), "one was forgiven");
  }

  @Test
  @Checklist(84)
  void anIpv6NetworkOf64BitsIsOneAddress() {
    assertEquals(Network.of("2001:db8:1:2::1"), Network.of("2001:db8:1:2:ffff::9"));
    assertNotEquals(Network.of("2001:db8:1:2::1"), Network.of("2001:db8:1:3::1"));
    assertEquals("192.0.2.1", Network.of("::ffff:192.0.2.1"));
  }

  @Test
  @Checklist({84, 86})
  void theNameOfAUserThatIsGuessedAtHasABudgetToo() {
    fail("login:alice@example.org", BURST);
    long begun = System.nanoTime();
    budget.admit(() -> "in", "192.0.2.77", "login:alice@example.org");
    assertTrue(System.nanoTime() - begun >= Duration.ofMillis(90).toNanos(), "it was slow");
    assertThrows(
        IllegalStateException.class,
        () ->
            budget.admit(
                () -> {
                  throw new IllegalStateException("as it is");
                },
                "192.0.2.78"));
  }

  private void fail(String subject, int times) {
    for (int i = 0; i < times; i++) {
      budget.failed(subject);
    }
  }

  private static String await(CountDownLatch done) {
    try {
      done.await();
      return "in";
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static AccessConfig config() {
    return new AccessConfig() {
      @Override
      public boolean unsafeChannels() {
        return false;
      }

      @Override
      public boolean plainHttp() {
        return false;
      }

      @Override
      public Failures failures() {
        return new Failures() {
          @Override
          public int burst() {
            return BURST;
          }

          @Override
          public Duration refill() {
            return Duration.ofSeconds(2);
          }
        };
      }
    };
  }
}
