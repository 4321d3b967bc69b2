package dev.belfry.alerting.trigger;

import dev.belfry.alerting.escalation.NewEscalation;
import dev.belfry.alerting.hours.Hours;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * When a trigger rings for one thing, and whom, as long as it lasts and nobody acknowledges. Pure.
 *
 * @param entries by their time
 * @param hours null where it rings at any time
 */
record Timetable(List<Entry> entries, NewTrigger.@Nullable RingHours hours) {
  /**
   * One ring.
   *
   * @param after since it happened
   * @param step of the escalation, from 0; negative: the roles of the trigger itself
   * @param round of the escalation, or of the trigger's own rings, from 1
   */
  record Entry(Duration after, int step, int round) {
    static final int OWN = -1;

    /** Of the roles of the trigger, and no repetition. */
    boolean first() {
      return step == OWN && round == 1;
    }

    boolean escalates() {
      return step >= 0;
    }
  }

  /** The next ring: its place and its time. */
  record Due(int position, Instant at) {}

  /**
   * What rings now.
   *
   * @param ringing all that are due, so that what had to wait rings once
   * @param next null where nothing comes any more
   */
  record Now(List<Entry> ringing, int position, @Nullable Instant next) {}

  /**
   * @param escalation null where there is none
   * @param lasts otherwise it rings once
   */
  static Timetable of(NewTrigger trigger, @Nullable NewEscalation escalation, boolean lasts) {
    List<Entry> entries = new ArrayList<>();
    long delay = trigger.delay();
    entries.add(new Entry(Duration.ofSeconds(delay), Entry.OWN, 1));
    Integer interval = trigger.repeatSeconds();
    if (lasts && interval != null) {
      IntStream.rangeClosed(1, trigger.repeats())
          .mapToObj(
              number ->
                  new Entry(
                      Duration.ofSeconds(delay + (long) number * interval), Entry.OWN, number + 1))
          .forEach(entries::add);
    }
    if (escalation != null) {
      entries.addAll(steps(escalation, delay, lasts));
    }
    entries.sort(Comparator.comparing(Entry::after));
    return new Timetable(List.copyOf(entries), trigger.hours());
  }

  /** Of what is over at once only the steps that wait for nobody. */
  private static List<Entry> steps(NewEscalation escalation, long delay, boolean lasts) {
    List<Entry> entries = new ArrayList<>();
    long after = delay;
    for (int round = 1; round <= escalation.rounds(); round++) {
      for (int step = 0; step < escalation.steps().size(); step++) {
        after += escalation.steps().get(step).afterSeconds();
        if (lasts || after == delay) {
          entries.add(new Entry(Duration.ofSeconds(after), step, round));
        }
      }
      after += escalation.pause();
    }
    return entries;
  }

  /** The first ring from a place on; what the hours drop is passed over. */
  Optional<Due> next(int position, Instant happened) {
    for (int i = position; i < entries.size(); i++) {
      Optional<Instant> at = at(happened.plus(entries.get(i).after()));
      if (at.isPresent()) {
        return Optional.of(new Due(i, at.get()));
      }
    }
    return Optional.empty();
  }

  private Optional<Instant> at(Instant wanted) {
    if (hours == null) {
      return Optional.of(wanted);
    }
    Hours open = hours.open();
    return hours.drops() ? Optional.of(wanted).filter(open::isOpen) : open.opens(wanted);
  }

  /** All that is due at an instant, from a place on. */
  Now now(int position, Instant happened, Instant now) {
    List<Entry> ringing = new ArrayList<>();
    Optional<Due> due = next(position, happened);
    while (due.isPresent() && !due.get().at().isAfter(now)) {
      ringing.add(entries.get(due.get().position()));
      due = next(due.get().position() + 1, happened);
    }
    return new Now(
        ringing, due.map(Due::position).orElse(entries.size()), due.map(Due::at).orElse(null));
  }
}
