package dev.belfry.monitor.round;

import dev.belfry.platform.event.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SequencedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * At most so many looks at one host at a time, shared by the accounts that watch it ({@link
 * Shares}); the others stand in line, each host's and each account's by itself. The next is of the
 * account that has fewest inside, and of these the one due longest, whenever he came. Who has
 * waited too long is told so and does not get in.
 */
final class Hosts {
  private final int most;
  private final long patienceNanos;
  private final Map<String, Door> doors = new HashMap<>();

  /** In the order in which they came, so those who waited longest are the first. */
  private final SequencedSet<Waiting> waiting = new LinkedHashSet<>();

  private long turns;

  Hosts(int most, Duration patience) {
    this.most = most;
    this.patienceNanos = patience.toNanos();
  }

  /**
   * One who wants in: exactly one of the two is run, in the thread of whoever lets him in or tells
   * him.
   *
   * @param due since when he should have been there
   * @param go whoever is let in has to leave again
   */
  record Visit(AccountId account, Instant due, Runnable go, Runnable late) {}

  private record Waiting(String host, Visit visit, long turn, long until) {
    static final Comparator<Waiting> DUE_LONGEST =
        Comparator.<Waiting, Instant>comparing(one -> one.visit().due())
            .thenComparingLong(Waiting::turn);

    AccountId account() {
      return visit.account();
    }
  }

  private static final class Door {
    private final Shares inside;
    private final Map<AccountId, NavigableSet<Waiting>> lines = new HashMap<>();

    Door(int most) {
      this.inside = new Shares(most);
    }

    void add(Waiting one) {
      lines.computeIfAbsent(one.account(), account -> new TreeSet<>(Waiting.DUE_LONGEST)).add(one);
    }

    void remove(Waiting one) {
      lines.computeIfPresent(
          one.account(),
          (account, line) -> {
            line.remove(one);
            return line.isEmpty() ? null : line;
          });
    }

    @Nullable Waiting next() {
      return lines.values().stream()
          .map(NavigableSet::first)
          .filter(one -> inside.isOpenTo(one.account()))
          .min(
              Comparator.<Waiting>comparingInt(one -> inside.of(one.account()))
                  .thenComparing(Waiting.DUE_LONGEST))
          .orElse(null);
    }
  }

  /** Lets him in at once, or when it is his turn; an empty host has no bound. */
  void enter(String host, Visit visit) {
    if (host.isEmpty() || isFree(name(host), visit)) {
      visit.go().run();
    }
  }

  /** Nobody of his account is in line then: they have been let in before. */
  private synchronized boolean isFree(String name, Visit visit) {
    Door door = doors.computeIfAbsent(name, host -> new Door(most));
    if (door.inside.isOpenTo(visit.account())) {
      door.inside.take(visit.account());
      return true;
    }
    Waiting one = new Waiting(name, visit, turns++, System.nanoTime() + patienceNanos);
    door.add(one);
    waiting.add(one);
    return false;
  }

  /** Lets in whoever is next. */
  void leave(String host, AccountId account) {
    if (!host.isEmpty()) {
      turnedOver(name(host), account).forEach(Runnable::run);
    }
  }

  private synchronized List<Runnable> turnedOver(String name, AccountId account) {
    Door door = doors.get(name);
    if (door == null) {
      throw new IllegalStateException("nobody is inside of " + name);
    }
    door.inside.giveBack(account);
    List<Runnable> told = late();
    for (Waiting next = door.next(); next != null; next = door.next()) {
      door.inside.take(next.account());
      door.remove(next);
      waiting.remove(next);
      told.add(next.visit().go());
    }
    // Whoever waits has somebody before him, so nobody is in line here.
    if (door.inside.all() == 0) {
      doors.remove(name);
    }
    return told;
  }

  /** Tells those who have waited too long; to be called every now and then. */
  void giveUpLate() {
    List<Runnable> told;
    synchronized (this) {
      told = late();
    }
    told.forEach(Runnable::run);
  }

  private List<Runnable> late() {
    List<Runnable> told = new ArrayList<>();
    long now = System.nanoTime();
    for (Iterator<Waiting> all = waiting.iterator(); all.hasNext(); ) {
      Waiting one = all.next();
      if (one.until() - now >= 0) {
        break;
      }
      all.remove();
      Door door = doors.get(one.host());
      if (door != null) {
        door.remove(one);
      }
      told.add(one.visit().late());
    }
    return told;
  }

  synchronized int waiting() {
    return waiting.size();
  }

  private static String name(String host) {
    String plain = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    return plain.toLowerCase(Locale.ROOT);
  }
}
