package dev.belfry.access.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.access.usage.Sighting.Place;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Counting in memory: exact with many threads, bounded, and nothing lost by a failed writing. */
class GatheringTest {
  private static final Instant AT = Instant.parse("2030-01-01T12:00:00Z");
  private static final int THREADS = 4;
  private static final int CALLS = 20_000;
  private final CountedCaller caller =
      new CountedCaller(UUID.randomUUID(), CountedCaller.Kind.KEY, UUID.randomUUID());

  @Test
  void manyThreadsLoseNoCallAlsoWhileItIsTaken() throws InterruptedException {
    Gathering gathering = new Gathering(100);
    List<Thread> threads =
        IntStream.range(0, THREADS)
            .mapToObj(n -> Thread.ofPlatform().start(() -> callMany(gathering)))
            .toList();
    long counted = 0;
    while (threads.stream().anyMatch(Thread::isAlive)) {
      counted += calls(gathering.take());
    }
    for (Thread thread : threads) {
      thread.join();
    }
    counted += calls(gathering.take());
    assertEquals((long) THREADS * CALLS, counted);
  }

  private void callMany(Gathering gathering) {
    for (int i = 0; i < CALLS; i++) {
      add(gathering, "/v1/monitors", i % 7);
    }
  }

  @Test
  void whatIsGivenBackIsAddedToWhatCameMeanwhile() {
    Gathering gathering = new Gathering(100);
    add(gathering, "/a", 1);
    UsageBatch taken = gathering.take();
    add(gathering, "/a", 1);
    add(gathering, "/b", 2);
    gathering.giveBack(taken);
    UsageBatch all = gathering.take();
    assertEquals(3, calls(all));
    assertEquals(2, all.calls().get(tally("/a")));
    Sighting seen = Objects.requireNonNull(all.sightings().get(new Place(caller, "192.0.2.1", 7)));
    assertEquals(3, seen.calls());
    assertEquals(Set.of(1, 2), seen.missing());
    assertTrue(gathering.take().isEmpty());
  }

  @Test
  void itHoldsSoManyThingsAndSaysWhatItCouldNotHold() {
    Gathering gathering = new Gathering(10);
    for (int i = 0; i < 15; i++) {
      add(gathering, "/" + i, 0);
      add(gathering, "/0", 0);
    }
    assertTrue(gathering.isFilling());
    assertEquals(5, gathering.takeLost());
    assertEquals(0, gathering.takeLost());
    UsageBatch taken = gathering.take();
    assertEquals(10, taken.calls().size());
    assertEquals(25, calls(taken));
    assertFalse(gathering.isFilling());
  }

  private void add(Gathering gathering, String route, int missing) {
    gathering.add(
        tally(route),
        new Place(caller, "192.0.2.1", 7),
        new Sighting(1, AT, AT, "tests", missing == 0 ? Set.of() : Set.of(missing)));
  }

  private Tally tally(String route) {
    return new Tally(caller, 7, "GET", route, null, 2, "");
  }

  private static long calls(UsageBatch batch) {
    return batch.calls().values().stream().mapToLong(Long::longValue).sum();
  }
}
