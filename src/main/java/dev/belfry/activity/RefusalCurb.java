package dev.belfry.activity;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.DomainEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Keeps whoever is refused in a loop from filling the log book: of each minute the first refusals
 * of a credential are written one by one, the others are counted and become one entry. Refused
 * logins are bounded for the user who was named and for the address from which they came.
 */
final class RefusalCurb {
  static final int ONE_BY_ONE = 10;
  private static final int MOST_SUBJECTS = 20_000;
  private static final int MOST_ACTIONS = 20;
  private static final long MINUTE = 60_000;

  private final Map<Whose, Count> counts = new HashMap<>();

  private record Whose(AccountId account, String who) {}

  private static final class Count {
    private final long minute;
    private final SortedSet<String> actions = new TreeSet<>();
    private int written;
    private long more;
    private @Nullable DomainEvent last;
    private @Nullable String address;

    Count(long minute) {
      this.minute = minute;
    }
  }

  /**
   * What was not written one by one.
   *
   * @param count how many there were besides those that were written
   * @param actions which, the first twenty by name
   */
  record Summary(DomainEvent last, @Nullable String address, long count, List<String> actions) {}

  /** Whether this one is to be written; otherwise it is counted. */
  synchronized boolean admits(DomainEvent event, @Nullable String address) {
    long minute = minute(event.at());
    Count own = count(new Whose(event.account(), who(event)), minute);
    Count from =
        event.actor().kind() == Actor.Kind.ANONYMOUS && address != null
            ? count(new Whose(event.account(), "from " + address), minute)
            : null;
    if (own.written < ONE_BY_ONE && (from == null || from.written < ONE_BY_ONE)) {
      own.written++;
      if (from != null) {
        from.written++;
      }
      return true;
    }
    own.more++;
    own.last = event;
    own.address = address;
    if (own.actions.size() < MOST_ACTIONS) {
      own.actions.add(event.action());
    }
    return false;
  }

  /** Where there are too many to tell apart, the rest of them is one. */
  private Count count(Whose whose, long minute) {
    Whose known =
        counts.containsKey(whose) || counts.size() < MOST_SUBJECTS
            ? whose
            : new Whose(whose.account(), "others");
    return counts.compute(
        known,
        (same, before) ->
            // What was counted in a minute before waits for its summary, which comes within a
            // second.
            before == null || (before.minute < minute && before.more == 0)
                ? new Count(minute)
                : before);
  }

  private static String who(DomainEvent event) {
    Actor actor = event.actor();
    return actor.id() == null ? "to " + event.subject().id() : actor.id();
  }

  /**
   * What was counted and not told, and forgets it.
   *
   * @param before only what was counted in minutes that ended by then; null for all
   */
  synchronized List<Summary> take(@Nullable Instant before) {
    List<Summary> due = new ArrayList<>();
    counts
        .values()
        .removeIf(
            count -> {
              boolean over = before == null || count.minute < minute(before);
              if (over && count.last != null) {
                due.add(
                    new Summary(count.last, count.address, count.more, List.copyOf(count.actions)));
              }
              return over;
            });
    return due;
  }

  private static long minute(Instant at) {
    return Math.floorDiv(at.toEpochMilli(), MINUTE);
  }
}
