package dev.belfry.monitor.round;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.platform.event.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HostsTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
  private static final AccountId ALICE = AccountId.next();
  private static final AccountId MALLORY = AccountId.next();
  private final List<String> log = new ArrayList<>();

  private void enter(Hosts hosts, String host, String who) {
    enter(hosts, host, who, ALICE, 0);
  }

  private void enter(Hosts hosts, String host, String who, AccountId account, long due) {
    hosts.enter(
        host,
        new Hosts.Visit(
            account, NOON.plusSeconds(due), () -> log.add(who), () -> log.add(who + " late")));
  }

  private void enterAll(Hosts hosts, AccountId account, String... all) {
    for (String who : all) {
      enter(hosts, "example.org", who, account, 0);
    }
  }

  /** Those who were let in or told since the last time. */
  private List<String> news() {
    List<String> news = List.copyOf(log);
    log.clear();
    return news;
  }

  @Test
  void letsInSoManyAndTheOthersInTheirOrder() {
    Hosts hosts = new Hosts(2, LONG);
    List.of("a", "b", "c", "d").forEach(who -> enter(hosts, "example.org", who));
    assertEquals(List.of("a", "b"), log);
    assertEquals(2, hosts.waiting());
    hosts.leave("example.org", ALICE);
    assertEquals(List.of("a", "b", "c"), log);
    hosts.leave("example.org", ALICE);
    hosts.leave("example.org", ALICE);
    hosts.leave("example.org", ALICE);
    assertEquals(List.of("a", "b", "c", "d"), log);
    assertEquals(0, hosts.waiting());
    assertThrows(IllegalStateException.class, () -> hosts.leave("example.org", ALICE));
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
    hosts.leave("EXAMPLE.org", ALICE);
    assertEquals(List.of("a", "b"), log);
  }

  @Test
  void tellsThoseWhoWaitedTooLongAndLetsInTheNext() {
    Hosts hosts = new Hosts(1, Duration.ZERO.minusNanos(1));
    enter(hosts, "example.org", "a");
    enter(hosts, "example.org", "b");
    enter(hosts, "example.org", "c");
    hosts.leave("example.org", ALICE);
    assertEquals(List.of("a", "b late", "c late"), log);
    assertEquals(0, hosts.waiting());
    enter(hosts, "example.org", "d");
    assertEquals("d", log.getLast());
  }

  @Test
  void whoWaitsTooLongIsToldEvenIfNobodyLeaves() {
    Hosts hosts = new Hosts(1, Duration.ZERO.minusNanos(1));
    enter(hosts, "example.org", "a");
    enter(hosts, "example.org", "due last", ALICE, 9);
    enter(hosts, "example.org", "due first", ALICE, -9);
    hosts.giveUpLate();
    assertEquals(List.of("a", "due last late", "due first late"), log);
    assertEquals(0, hosts.waiting());
    hosts.giveUpLate();
    assertEquals(3, log.size(), "once each");
  }

  @Test
  void theOneDueLongestIsNextWheneverHeCame() {
    Hosts hosts = new Hosts(1, LONG);
    enter(hosts, "example.org", "inside", ALICE, 0);
    enter(hosts, "example.org", "third", ALICE, 30);
    enter(hosts, "example.org", "first", ALICE, 10);
    enter(hosts, "example.org", "fourth", ALICE, 30);
    enter(hosts, "example.org", "second", ALICE, 20);
    for (int i = 0; i < 4; i++) {
      hosts.leave("example.org", ALICE);
    }
    assertEquals(List.of("inside", "first", "second", "third", "fourth"), log);
  }

  @Test
  void anAccountThatWantsAllOfAHostLeavesRoomForOthers() {
    Hosts hosts = new Hosts(32, LONG);
    for (int i = 0; i < 90; i++) {
      enter(hosts, "example.org", "m", MALLORY, -100);
    }
    assertEquals(Collections.nCopies(28, "m"), news());
    enterAll(hosts, ALICE, "a1", "a2", "a3", "a4");
    assertEquals(List.of("a1", "a2", "a3", "a4"), news(), "though hers are due longer");
    enterAll(hosts, ALICE, "a5");
    assertEquals(List.of(), news(), "all 32 are inside");
    hosts.leave("example.org", MALLORY);
    assertEquals(List.of("a5"), news(), "whoever has less is next");
  }

  @Test
  void twoAccountsThatWantAllOfAHostHaveHalfEach() {
    Hosts hosts = new Hosts(32, LONG);
    for (int i = 0; i < 90; i++) {
      enter(hosts, "example.org", "m", MALLORY, -100);
    }
    for (int i = 0; i < 40; i++) {
      enter(hosts, "example.org", "a", ALICE, 0);
    }
    for (int i = 0; i < 28; i++) {
      hosts.leave("example.org", MALLORY);
    }
    assertEquals(15, Collections.frequency(news(), "a"));
    enter(hosts, "example.org", "third", AccountId.next(), 100);
    assertEquals(List.of("third"), news(), "there is a place for the next one");
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
              hosts.leave("example.org", ALICE);
              served.countDown();
            };
        executor.execute(
            () ->
                hosts.enter(
                    "example.org",
                    new Hosts.Visit(ALICE, NOON, () -> executor.execute(stay), served::countDown)));
      }
      assertTrue(served.await(30, TimeUnit.SECONDS), "somebody was forgotten");
    }
    assertTrue(highest.get() <= most, highest + " were inside");
    assertEquals(0, hosts.waiting());
  }
}
