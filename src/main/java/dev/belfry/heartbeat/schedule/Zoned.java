package dev.belfry.heartbeat.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;

/** Times of a wall clock somewhere, by the rule of this package. */
record Zoned(LocalTimes times, ZoneId zone) implements Schedule {
  /** Transitions looked beyond at most: two a year for as long as anything is looked for. */
  private static final int MOST_STRETCHES = 500;

  @Override
  public Optional<Instant> after(Instant instant) {
    return times.followsRealTime() ? inRealTime(instant) : ofTheDay(instant);
  }

  private Optional<Instant> ofTheDay(Instant instant) {
    ZoneRules rules = zone.getRules();
    Optional<LocalDateTime> next = times.after(LocalDateTime.ofInstant(instant, zone));
    while (next.isPresent()) {
      Instant at = first(rules, next.get());
      if (at.isAfter(instant)) {
        return Optional.of(at);
      }
      next = times.after(next.get());
    }
    return Optional.empty();
  }

  private static Instant first(ZoneRules rules, LocalDateTime time) {
    ZoneOffsetTransition around = rules.getTransition(time);
    return around != null && around.isGap()
        ? around.getInstant()
        : time.toInstant(rules.getValidOffsets(time).getFirst());
  }

  /** Stretch by stretch between two changes of the clocks, each with one offset. */
  private Optional<Instant> inRealTime(Instant instant) {
    ZoneRules rules = zone.getRules();
    Instant from = instant;
    for (int stretch = 0; stretch < MOST_STRETCHES; stretch++) {
      ZoneOffset offset = rules.getOffset(from);
      Optional<LocalDateTime> next = times.after(LocalDateTime.ofInstant(from, offset));
      ZoneOffsetTransition change = rules.nextTransition(from);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      Instant at = next.get().toInstant(offset);
      if (change == null || at.isBefore(change.getInstant())) {
        return Optional.of(at);
      }
      // The moment of the change itself belongs to the stretch that it begins.
      LocalDateTime begin = change.getDateTimeAfter();
      Optional<LocalDateTime> atOnce = times.after(begin.minusNanos(1));
      if (atOnce.isPresent() && atOnce.get().equals(begin)) {
        return Optional.of(change.getInstant());
      }
      from = change.getInstant();
    }
    return Optional.empty();
  }
}
