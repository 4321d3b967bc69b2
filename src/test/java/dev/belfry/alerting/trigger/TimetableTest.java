package dev.belfry.alerting.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.belfry.alerting.escalation.NewEscalation;
import dev.belfry.alerting.hours.Window;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When a trigger rings. */
class TimetableTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  @Test
  void ringsAfterItsDelayAndAsOftenAgainAsItSays() {
    assertEquals(List.of("300 own", "360 own", "420 own"), told(table(300, 60, 2, null, true)));
    assertEquals(List.of("0 own"), told(table(0, null, null, null, true)));
    assertEquals(11, table(0, 60, null, null, true).entries().size(), "ten repeats if unsaid");
    assertEquals(List.of("300 own"), told(table(300, 60, 2, null, false)), "over when told");
  }

  @Test
  void escalationsGoOnFromStepToStepAndRoundToRound() {
    NewEscalation escalation = new NewEscalation("e", null, List.of(step(0), step(600)), 1, 120);
    assertEquals(
        List.of("60 own", "60 1/0", "660 1/1", "780 2/0", "1380 2/1"),
        told(table(60, null, null, escalation, true)));
    assertEquals(List.of("60 own", "60 1/0"), told(table(60, null, null, escalation, false)));
  }

  @Test
  void whatHadToWaitRingsOnce() {
    Timetable table = table(0, 60, 5, null, true);
    Timetable.Now first = table.now(0, NOON, NOON);
    assertEquals(1, first.ringing().size());
    assertEquals(NOON.plusSeconds(60), first.next());
    Timetable.Now late = table.now(first.position(), NOON, NOON.plusSeconds(200));
    assertEquals(3, late.ringing().size());
    assertEquals(NOON.plusSeconds(240), late.next());
    Timetable.Now last = table.now(late.position(), NOON, NOON.plusSeconds(9_000));
    assertEquals(2, last.ringing().size());
    assertNull(last.next());
    assertEquals(List.of(), table.now(last.position(), NOON, NOON.plusSeconds(9_999)).ringing());
  }

  @Test
  void outsideOfItsHoursItWaitsOrDoesNot() {
    Timetable holds = new Timetable(table(0, 3600, 2, null, true).entries(), hours(false));
    assertEquals(
        Optional.of(new Timetable.Due(0, Instant.parse("2026-06-01T18:00:00Z"))),
        holds.next(0, NOON));
    Timetable.Now opened = holds.now(0, NOON, Instant.parse("2026-06-01T18:00:00Z"));
    assertEquals(3, opened.ringing().size(), "all that waited, at once");
    assertNull(opened.next());
    Timetable drops = new Timetable(table(0, 3600, 10, null, true).entries(), hours(true));
    assertEquals(
        Optional.of(new Timetable.Due(6, Instant.parse("2026-06-01T18:00:00Z"))),
        drops.next(0, NOON));
    Timetable never = new Timetable(table(0, null, null, null, true).entries(), hours(true));
    assertEquals(Optional.empty(), never.next(0, NOON));
  }

  private static NewTrigger.RingHours hours(boolean drop) {
    return new NewTrigger.RingHours(
        List.of(new Window(null, "18:00", "06:00")), null, drop ? NewTrigger.Outside.DROP : null);
  }

  private static NewEscalation.Step step(int after) {
    return new NewEscalation.Step(after, null, null, null);
  }

  private static Timetable table(
      int after,
      @Nullable Integer repeat,
      @Nullable Integer most,
      @Nullable NewEscalation escalation,
      boolean lasts) {
    NewTrigger trigger =
        new NewTrigger("t", null, null, after, repeat, most, null, null, null, null);
    return Timetable.of(trigger, escalation, lasts);
  }

  private static List<String> told(Timetable table) {
    return table.entries().stream()
        .map(
            entry ->
                entry.after().toSeconds()
                    + (entry.escalates() ? " " + entry.round() + "/" + entry.step() : " own"))
        .toList();
  }
}
