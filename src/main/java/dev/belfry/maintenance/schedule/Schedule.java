package dev.belfry.maintenance.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When a window occurs.
 *
 * @param startsAt of which the wall clock's time is the first that a rule may give
 * @param length of each occurrence
 * @param recurrence null for once
 * @param until the last moment at which one may begin; null for no end
 * @param count how many there are at most; null for no end
 */
public record Schedule(
    Instant startsAt,
    Duration length,
    @Nullable Recurrence recurrence,
    ZoneId zone,
    @Nullable Instant until,
    @Nullable Integer count) {
  private static final int MOST_STEPS = 20_000;
  private static final int COMPARED = 100;

  /** No clock was ever put forward by more than this, but for the date line. */
  private static final Duration DAY = Duration.ofDays(1);

  /**
   * Those that are not over at that moment, by their beginning; where two would meet they are one.
   */
  public List<Occurrence> after(Instant moment, int most) {
    if (recurrence == null) {
      Occurrence once = new Occurrence(startsAt, startsAt.plus(length));
      return once.until().isAfter(moment) ? List.of(once) : List.of();
    }
    List<Occurrence> found = new ArrayList<>();
    Starts starts = starts(recurrence, moment);
    for (Instant start = starts.next();
        start != null && found.size() <= most;
        start = starts.next()) {
      add(found, new Occurrence(start, start.plus(length)), moment);
    }
    return List.copyOf(found.subList(0, Math.min(most, found.size())));
  }

  private static void add(List<Occurrence> found, Occurrence one, Instant moment) {
    if (!found.isEmpty() && one.from().isBefore(found.getLast().until())) {
      Occurrence last = found.removeLast();
      found.add(new Occurrence(last.from(), one.until()));
    } else if (one.until().isAfter(moment)) {
      found.add(one);
    }
  }

  private Starts starts(Recurrence rule, Instant moment) {
    LocalDateTime first = LocalDateTime.ofInstant(startsAt, zone);
    boolean counted = count != null || rule.counts();
    LocalDateTime near =
        LocalDateTime.ofInstant(later(startsAt, moment.minus(length)), zone).minus(DAY);
    Iterator<LocalDateTime> times =
        counted || !near.isAfter(first) ? rule.from(first) : rule.from(first, near);
    return new Starts(times, earlier(until, rule.end(zone)));
  }

  /** The shortest time of the wall clock between two beginnings, of the first hundred. */
  public @Nullable Duration shortestDistance() {
    if (recurrence == null) {
      return null;
    }
    Iterator<LocalDateTime> times = recurrence.from(LocalDateTime.ofInstant(startsAt, zone));
    Duration shortest = null;
    LocalDateTime last = null;
    for (int i = 0; i < COMPARED && times.hasNext(); i++) {
      LocalDateTime time = times.next();
      Duration distance = last == null ? null : Duration.between(last, time);
      if (distance != null && (shortest == null || distance.compareTo(shortest) < 0)) {
        shortest = distance;
      }
      last = time;
    }
    return shortest;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    return Stream.of(one, other).filter(at -> at != null).min(Instant::compareTo).orElse(null);
  }

  /**
   * Beginnings as instants, ascending. A time in a gap can come after later times of the wall
   * clock, and so waits until none of them can come before it.
   */
  private final class Starts {
    private final Iterator<LocalDateTime> times;
    private final @Nullable Instant end;
    private final PriorityQueue<Instant> waiting = new PriorityQueue<>();
    private int steps;
    private int given;
    private Instant last = Instant.MIN;
    private Instant sure = Instant.MIN;

    Starts(Iterator<LocalDateTime> times, @Nullable Instant end) {
      this.times = times;
      this.end = end;
    }

    @Nullable Instant next() {
      while (true) {
        Instant head = waiting.peek();
        boolean more = steps < MOST_STEPS && times.hasNext();
        if (head != null && (!head.isAfter(sure) || !more)) {
          waiting.remove();
          if (head.isAfter(last)) {
            last = head;
            return isWithin(head) ? head : null;
          }
        } else if (more) {
          read(times.next());
        } else {
          return null;
        }
      }
    }

    private boolean isWithin(Instant start) {
      given++;
      return (end == null || !start.isAfter(end)) && (count == null || given <= count);
    }

    private void read(LocalDateTime time) {
      steps++;
      ZoneOffsetTransition change = zone.getRules().getTransition(time);
      Instant at = time.atZone(zone).toInstant();
      waiting.add(at);
      sure = change != null && change.isGap() ? change.getInstant() : at;
    }
  }
}
