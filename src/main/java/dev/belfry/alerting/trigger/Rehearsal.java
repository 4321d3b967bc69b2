package dev.belfry.alerting.trigger;

import dev.belfry.alerting.escalation.NewEscalation;
import dev.belfry.incident.IncidentId;
import dev.belfry.notify.Endpoint;
import dev.belfry.platform.event.AccountId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rings of a trigger that is only tried, until as many are found as are shown. */
final class Rehearsal {
  static final int MOST_RINGS = 1_000;

  private final AccountId account;
  private final NewTrigger trigger;
  private final @Nullable NewEscalation escalation;
  private final Ringer ringer;
  private final Instant end;
  private final List<Simulation.Rung> rings = new ArrayList<>();
  private boolean full;

  /**
   * @param end what would come later is not shown
   */
  Rehearsal(
      AccountId account,
      NewTrigger trigger,
      @Nullable NewEscalation escalation,
      Ringer ringer,
      Instant end) {
    this.account = account;
    this.trigger = trigger;
    this.escalation = escalation;
    this.ringer = ringer;
    this.end = end;
  }

  /**
   * Something that was told.
   *
   * @param incident that it is about, where it is about one
   * @param title what it is about, in words
   * @param until when it ended; null of what went on
   * @param over what told of the end
   */
  record Spell(
      @Nullable IncidentId incident,
      String title,
      String type,
      Instant from,
      @Nullable Instant until,
      String over) {}

  NewTrigger trigger() {
    return trigger;
  }

  boolean isFull() {
    return full;
  }

  List<Simulation.Rung> rings() {
    return rings.stream().sorted(Comparator.comparing(Simulation.Rung::at)).toList();
  }

  /** Whether it rang for this while it lasted. */
  boolean lasts(Spell spell) {
    Timetable table = Timetable.of(trigger, escalation, true);
    Instant over = spell.until();
    Instant until = over == null || over.isAfter(end) ? end : over;
    Set<Endpoint> told = new LinkedHashSet<>();
    boolean rang = false;
    Optional<Timetable.Due> due = table.next(0, spell.from());
    while (due.isPresent() && due.get().at().isBefore(until) && !full) {
      Instant at = due.get().at();
      Timetable.Now now = table.now(due.get().position(), spell.from(), at);
      Set<Endpoint> to = to(now.ringing(), at);
      add(spell, spell.type(), at, why(now), to);
      told.addAll(to);
      rang = true;
      due = table.next(now.position(), spell.from());
    }
    if (!told.isEmpty() && over != null && !over.isAfter(end)) {
      add(spell, spell.over(), over, Simulation.Why.RESOLVED, told);
    }
    return rang;
  }

  /** Whether it rang for this, which is over when it is told. */
  boolean once(Spell spell) {
    Timetable table = Timetable.of(trigger, escalation, false);
    Optional<Timetable.Due> due = table.next(0, spell.from());
    if (spell.from().isAfter(end) || due.isEmpty() || due.get().at().isAfter(end)) {
      return false;
    }
    Instant at = due.get().at();
    add(
        spell,
        spell.type(),
        at,
        Simulation.Why.FIRST,
        to(table.now(0, spell.from(), at).ringing(), at));
    return true;
  }

  private Set<Endpoint> to(List<Timetable.Entry> ringing, Instant at) {
    return ringer.to(account, trigger, escalation, ringing, at);
  }

  private static Simulation.Why why(Timetable.Now now) {
    if (now.ringing().stream().anyMatch(Timetable.Entry::first)) {
      return Simulation.Why.FIRST;
    }
    return now.ringing().stream().anyMatch(Timetable.Entry::escalates)
        ? Simulation.Why.ESCALATION
        : Simulation.Why.REPEAT;
  }

  private void add(Spell spell, String type, Instant at, Simulation.Why why, Set<Endpoint> to) {
    if (rings.size() == MOST_RINGS) {
      full = true;
      return;
    }
    rings.add(
        new Simulation.Rung(
            at,
            spell.incident(),
            spell.title(),
            type,
            why,
            to.stream().map(RingViews::text).toList()));
  }
}
