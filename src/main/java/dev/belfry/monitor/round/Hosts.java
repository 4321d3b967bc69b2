package dev.belfry.monitor.round;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * At most so many looks at one host at a time; the others stand in line, each host's by itself. Who
 * has waited too long is told so and does not get in.
 */
final class Hosts {
  private final int most;
  private final long patienceNanos;
  private final Map<String, Door> doors = new HashMap<>();
  private int waiting;

  Hosts(int most, Duration patience) {
    this.most = most;
    this.patienceNanos = patience.toNanos();
  }

  /**
   * One who wants in: exactly one of the two is run, in the thread of whoever lets him in.
   *
   * @param go whoever is let in has to leave again
   */
  record Visit(Runnable go, Runnable late) {}

  private record Waiting(Visit visit, long until) {}

  private static final class Door {
    private int inside;
    private final Deque<Waiting> line = new ArrayDeque<>();
  }

  /** Lets him in at once, or when it is his turn; an empty host has no bound. */
  void enter(String host, Visit visit) {
    if (host.isEmpty() || isFree(host, visit)) {
      visit.go().run();
    }
  }

  private synchronized boolean isFree(String host, Visit visit) {
    Door door = doors.computeIfAbsent(name(host), name -> new Door());
    if (door.inside < most) {
      door.inside++;
      return true;
    }
    door.line.add(new Waiting(visit, System.nanoTime() + patienceNanos));
    waiting++;
    return false;
  }

  /** Lets in whoever is next. */
  void leave(String host) {
    if (host.isEmpty()) {
      return;
    }
    List<Visit> late = new ArrayList<>();
    Visit next = next(name(host), late);
    late.forEach(visit -> visit.late().run());
    if (next != null) {
      next.go().run();
    }
  }

  private synchronized @Nullable Visit next(String name, List<Visit> late) {
    Door door = doors.get(name);
    if (door == null) {
      throw new IllegalStateException("nobody is inside of " + name);
    }
    for (Waiting first = door.line.poll(); first != null; first = door.line.poll()) {
      waiting--;
      if (first.until() - System.nanoTime() >= 0) {
        return first.visit();
      }
      late.add(first.visit());
    }
    if (--door.inside == 0) {
      doors.remove(name);
    }
    return null;
  }

  synchronized int waiting() {
    return waiting;
  }

  private static String name(String host) {
    String plain = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    return plain.toLowerCase(Locale.ROOT);
  }
}
