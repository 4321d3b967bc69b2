package dev.belfry.monitor.round;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HostsTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private final List<String> log = new ArrayList<>();

  private void enter(Hosts hosts, String host, String who) {
    hosts.enter(host, new Hosts.Visit(() -> log.add(who), () -> log.add(who + " late")));
  }

  @Test
  void letsInSoManyAndTheOthersInTheirOrder() {
    Hosts hosts = new Hosts(2, LONG);
    List.of("a", "b", "c", "d").forEach(who -> enter(hosts, "example.org", who));
    assertEquals(List.of("a", "b"), log);
    assertEquals(2, hosts.waiting());
    hosts.leave("example.org");
    assertEquals(List.of("a", "b", "c"), log);
    hosts.leave("example.org");
    hosts.leave("example.org");
    hosts.leave("example.org");
    assertEquals(List.of("a", "b", "c", "d"), log);
    assertEquals(0, hosts.waiting());
    assertThrows(IllegalStateException.class, () -> hosts.leave("example.org"));
  }

  @Test
  void holdsUpNobodyElse() {
    Hosts hosts = new Hosts(1, LONG);
    enter(hosts, "slow.example.org", "slow");
    enter(hosts, "slow.example.org", "waits");
    enter(hosts, "example.org", "other");
    enter(hosts, "", "nobody's");
    enter(hosts, "", "nobody's either");
    assertEquals(List.of("slow", "other", "nobody's", "nobody's either"), log);
  }

  @Test
  void knowsAHostInWhateverWayItIsWritten() {
    Hosts hosts = new Hosts(1, LONG);
    enter(hosts, "Example.ORG.", "a");
    enter(hosts, "example.org", "b");
    assertEquals(List.of("a"), log);
    hosts.leave("EXAMPLE.org");
    assertEquals(List.of("a", "b"), log);
  }

  @Test
  void tellsThoseWhoWaitedTooLongAndLetsInTheNext() {
    Hosts hosts = new Hosts(1, Duration.ZERO.minusNanos(1));
    enter(hosts, "example.org", "a");
    enter(hosts, "example.org", "b");
    enter(hosts, "example.org", "c");
    hosts.leave("example.org");
    assertEquals(List.of("a", "b late", "c late"), log);
    assertEquals(0, hosts.waiting());
    enter(hosts, "example.org", "d");
    assertEquals("d", log.getLast());
  }

  @Test
  void neverLetsInMoreHoweverManyComeAtOnce() throws InterruptedException {
    int most = 5;
    int visitors = 2_000;
    Hosts hosts = new Hosts(most, LONG);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger highest = new AtomicInteger();
    CountDownLatch served = new CountDownLatch(visitors);
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < visitors; i++) {
        Runnable stay =
            () -> {
              highest.accumulateAndGet(inside.incrementAndGet(), Math::max);
              Thread.onSpinWait();
              inside.decrementAndGet();
              hosts.leave("example.org");
              served.countDown();
            };
        executor.execute(
            () ->
                hosts.enter(
                    "example.org",
                    new Hosts.Visit(() -> executor.execute(stay), served::countDown)));
      }
      assertTrue(served.await(30, TimeUnit.SECONDS), "somebody was forgotten");
    }
    assertTrue(highest.get() <= most, highest + " were inside");
    assertEquals(0, hosts.waiting());
  }
}
