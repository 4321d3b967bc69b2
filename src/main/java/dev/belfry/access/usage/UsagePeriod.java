package dev.belfry.access.usage;

import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.time.Times;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** {@code ?from=&to=&interval=}: by default the last 30 days, by day. A bean parameter. */
@RegisterForReflection
public class UsagePeriod {
  @QueryParam("from")
  @Nullable String from;

  @QueryParam("to")
  @Nullable String to;

  @QueryParam("interval")
  @DefaultValue("day")
  Interval interval = Interval.DAY;

  /** How long one slice lasts, and how far back slices of this length are kept. */
  public enum Interval {
    HOUR(Duration.ofDays(35)),
    DAY(Duration.ofDays(400)),
    MONTH(Duration.ofDays(36_600));

    private final Duration longest;

    Interval(Duration longest) {
      this.longest = longest;
    }

    String span() {
      return UsageRows.word(this);
    }

    private Instant start(Instant at) {
      ZonedDateTime utc = at.atZone(ZoneOffset.UTC);
      return switch (this) {
        case HOUR -> utc.truncatedTo(ChronoUnit.HOURS).toInstant();
        case DAY -> utc.truncatedTo(ChronoUnit.DAYS).toInstant();
        case MONTH -> utc.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1).toInstant();
      };
    }
  }

  /**
   * Whole slices: the first holds the beginning.
   *
   * @param to exclusive
   */
  record Checked(Instant from, Instant to, Interval interval) {}

  /**
   * @throws Problem 400 when it is no period, or longer than is kept
   */
  Checked checked(Instant now) {
    Instant end = instant("to", to, now);
    Instant begin = instant("from", from, end.minus(Duration.ofDays(30)));
    if (!begin.isBefore(end)) {
      throw Problem.parameter("from", "must be before to");
    }
    if (Duration.between(begin, end).compareTo(interval.longest) > 0) {
      throw Problem.parameter(
          "from",
          "must be at most "
              + interval.longest.toDays()
              + " days before to, where interval is "
              + interval.span());
    }
    return new Checked(interval.start(begin), end, interval);
  }

  private static Instant instant(String parameter, @Nullable String text, Instant otherwise) {
    try {
      return text == null ? otherwise : Times.parse(text);
    } catch (DateTimeException e) {
      throw Problem.parameter(parameter, "must be a time such as 2030-01-31T12:00:00Z");
    }
  }
}
