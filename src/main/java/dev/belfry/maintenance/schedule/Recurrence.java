package dev.belfry.maintenance.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Times of a wall clock that a rule gives, from a first one on. */
public sealed interface Recurrence permits CronRecurrence, RuleRecurrence {
  /** What windows may occur at most. */
  Duration SHORTEST = Duration.ofHours(1);

  /** Nobody plans further ahead, and a rule that gives nothing until then never does. */
  int LAST_YEAR = 2199;

  /**
   * Reads an RFC 5545 rule such as {@code FREQ=WEEKLY;BYDAY=SU}, or five fields of cron.
   *
   * @throws BadRecurrence when it is neither, or gives times more often than hourly
   */
  static Recurrence parse(String text) {
    return text.contains("=") ? RuleRecurrence.parse(text) : CronRecurrence.parse(text);
  }

  /** Ascending, from the first one on, which is given where the rule gives it. */
  Iterator<LocalDateTime> from(LocalDateTime first);

  /**
   * The same, but those before a time may be left out.
   *
   * @param near not before the first
   */
  Iterator<LocalDateTime> from(LocalDateTime first, LocalDateTime near);

  /** Up to which moment it gives times, if it says so itself. */
  @Nullable Instant end(ZoneId zone);

  /** Whether it says itself how many there are. */
  boolean counts();

  /** From what gives the next one, or null. */
  static Iterator<LocalDateTime> iterate(Supplier<@Nullable LocalDateTime> next) {
    return new Iterator<>() {
      private @Nullable LocalDateTime ahead = next.get();

      @Override
      public boolean hasNext() {
        return ahead != null && ahead.getYear() <= LAST_YEAR;
      }

      @Override
      public LocalDateTime next() {
        LocalDateTime given = ahead;
        if (given == null) {
          throw new NoSuchElementException();
        }
        ahead = next.get();
        return given;
      }
    };
  }
}
