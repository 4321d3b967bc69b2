package dev.belfry.maintenance;

import dev.belfry.maintenance.schedule.BadRecurrence;
import dev.belfry.maintenance.schedule.Recurrence;
import dev.belfry.maintenance.schedule.Schedule;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.Violation;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** When a window may occur; all that is wrong is said at once. */
final class MaintenanceRules {
  static final int USUAL_LENGTH = 4 * 3_600;
  private static final Duration SHORTEST = Duration.ofSeconds(60);
  private static final Duration LONGEST = Duration.ofDays(366);
  private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LAST =
      LocalDate.of(Recurrence.LAST_YEAR, 1, 1).atStartOfDay().toInstant(ZoneOffset.UTC);

  private final List<Violation> wrong = new ArrayList<>();

  private MaintenanceRules() {}

  /**
   * @throws Problem 422 with every wrong value
   */
  static Schedule check(NewMaintenance wanted, Instant now) {
    MaintenanceRules rules = new MaintenanceRules();
    Instant startsAt = rules.start(wanted, now);
    Duration length = rules.length(wanted, startsAt);
    ZoneId zone = rules.zone(wanted.timeZone());
    Recurrence recurrence = rules.recurrence(wanted);
    rules.selection(wanted);
    Schedule schedule =
        new Schedule(startsAt, length, recurrence, zone, wanted.until(), wanted.count());
    if (rules.wrong.isEmpty()) {
      rules.repeats(schedule);
    }
    if (rules.wrong.isEmpty() && schedule.after(now, 1).isEmpty()) {
      rules.never(wanted, schedule);
    }
    if (!rules.wrong.isEmpty()) {
      throw Problem.invalid(rules.wrong);
    }
    return schedule;
  }

  private void add(String pointer, String code, String message) {
    wrong.add(Violation.at(pointer, code, message));
  }

  private Instant start(NewMaintenance wanted, Instant now) {
    Instant startsAt = wanted.startsAt() == null ? now : wanted.startsAt();
    if (startsAt.isBefore(FIRST) || !startsAt.isBefore(LAST)) {
      add("/starts_at", "out_of_range", "must be from " + FIRST + " to " + LAST);
      return now;
    }
    return startsAt;
  }

  private Duration length(NewMaintenance wanted, Instant startsAt) {
    long said =
        Stream.of(wanted.endsAt(), wanted.durationSeconds(), wanted.atMostSeconds())
            .filter(value -> value != null)
            .count();
    if (said > 1) {
      add("/ends_at", "ambiguous", "say one of ends_at, duration_seconds and at_most_seconds");
    }
    if (wanted.durationSeconds() != null) {
      return Duration.ofSeconds(wanted.durationSeconds());
    }
    if (wanted.endsAt() == null) {
      Integer most = wanted.atMostSeconds();
      return Duration.ofSeconds(most == null ? USUAL_LENGTH : most);
    }
    Duration length = Duration.between(startsAt, wanted.endsAt());
    if (length.compareTo(SHORTEST) < 0) {
      add("/ends_at", "too_early", "must be at least 60 seconds after starts_at");
    } else if (length.compareTo(LONGEST) > 0) {
      add("/ends_at", "too_late", "must be at most 366 days after starts_at");
    }
    return length;
  }

  private ZoneId zone(@Nullable String name) {
    try {
      return ZoneId.of(name == null ? "UTC" : name);
    } catch (DateTimeException e) {
      add("/time_zone", "unknown", "must be a time zone such as Europe/Berlin");
      return ZoneOffset.UTC;
    }
  }

  private @Nullable Recurrence recurrence(NewMaintenance wanted) {
    String text = wanted.recurrence();
    if (text == null) {
      if (wanted.until() != null) {
        add("/until", "not_allowed", "is for windows with a recurrence");
      }
      if (wanted.count() != null) {
        add("/count", "not_allowed", "is for windows with a recurrence");
      }
      return null;
    }
    try {
      return Recurrence.parse(text);
    } catch (BadRecurrence e) {
      add("/recurrence", "wrong_form", e.why());
      return null;
    }
  }

  private void selection(NewMaintenance wanted) {
    boolean some =
        Stream.of(wanted.monitorIds(), wanted.tags(), wanted.categoryIds(), wanted.groupIds())
            .anyMatch(list -> list != null && !list.isEmpty());
    if (!some && !Boolean.TRUE.equals(wanted.all())) {
      add(
          "",
          "selects_nothing",
          "must select monitors by monitor_ids, tags, category_ids, group_ids or all");
    }
    if (some && Boolean.TRUE.equals(wanted.all())) {
      add("/all", "ambiguous", "selects everything; leave the other selections out");
    }
  }

  private void repeats(Schedule schedule) {
    Duration distance = schedule.shortestDistance();
    if (distance == null) {
      return;
    }
    if (distance.compareTo(Recurrence.SHORTEST) < 0) {
      add("/recurrence", "too_often", "gives times more often than once an hour");
    } else if (schedule.length().compareTo(distance) > 0) {
      add(
          "/recurrence",
          "overlaps_itself",
          "begins again after "
              + distance.toSeconds()
              + " seconds, before an occurrence of "
              + schedule.length().toSeconds()
              + " seconds is over");
    }
  }

  private void never(NewMaintenance wanted, Schedule schedule) {
    if (schedule.recurrence() != null) {
      add("/recurrence", "never_occurs", "gives no time that is still to come");
    } else {
      add(wanted.endsAt() == null ? "/starts_at" : "/ends_at", "over", "is over already");
    }
  }
}
