package dev.belfry.alerting.rota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.access.people.MemberId;
import dev.belfry.alerting.hours.Day;
import dev.belfry.alerting.hours.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is on call, across changes of the clocks. */
class RosterTest {
  private static final MemberId ANN = new MemberId(new UUID(0, 1));
  private static final MemberId BEN = new MemberId(new UUID(0, 2));
  private static final MemberId CAT = new MemberId(new UUID(0, 3));
  private static final List<NewRota.Rotation> ROTATIONS =
      List.of(NewRota.Rotation.DAILY, NewRota.Rotation.WEEKLY, NewRota.Rotation.CUSTOM);

  @ParameterizedTest
  @CsvSource({
    // the hand-over stays at nine, whatever the clocks do
    "Europe/Berlin,    2026-03-28, 09:00, 2026-03-29T06:59:59Z, 1",
    "Europe/Berlin,    2026-03-28, 09:00, 2026-03-29T07:00:00Z, 2",
    "Europe/Berlin,    2026-10-24, 09:00, 2026-10-25T07:59:59Z, 1",
    "Europe/Berlin,    2026-10-24, 09:00, 2026-10-25T08:00:00Z, 2",
    // half past two is left out, so it comes at half past three
    "Europe/Berlin,    2026-03-28, 02:30, 2026-03-29T01:29:59Z, 1",
    "Europe/Berlin,    2026-03-28, 02:30, 2026-03-29T01:30:00Z, 2",
    // and comes twice: the first counts
    "Europe/Berlin,    2026-10-24, 02:30, 2026-10-25T00:29:59Z, 1",
    "Europe/Berlin,    2026-10-24, 02:30, 2026-10-25T00:30:00Z, 2",
    "Europe/Berlin,    2026-10-24, 02:30, 2026-10-25T01:30:00Z, 2",
    "America/New_York, 2026-03-07, 02:15, 2026-03-08T07:14:59Z, 1",
    "America/New_York, 2026-03-07, 02:15, 2026-03-08T07:15:00Z, 2",
    "Australia/Lord_Howe, 2026-10-03, 02:10, 2026-10-03T15:39:59Z, 1",
    "Australia/Lord_Howe, 2026-10-03, 02:10, 2026-10-03T15:40:00Z, 2",
    "Asia/Kathmandu,   2026-01-01, 00:00, 2026-01-01T18:14:59Z, 1",
    "Asia/Kathmandu,   2026-01-01, 00:00, 2026-01-01T18:15:00Z, 2",
    // a day that there never was: nobody's turn lasts longer than it
    "Pacific/Apia,     2011-12-29, 09:00, 2011-12-30T18:59:59Z, 1",
    "Pacific/Apia,     2011-12-29, 09:00, 2011-12-30T19:00:00Z, 3",
  })
  void handsOverWhenTheClockOnTheWallSaysSo(
      String zone, LocalDate starts, String time, Instant at, int member) {
    NewRota rota = rota(zone, layer(NewRota.Rotation.DAILY, null, time, starts, null));
    assertEquals(new MemberId(new UUID(0, member)), only(rota, at));
  }

  @Test
  void weeksAndDaysOfOnesOwnTakeTurns() {
    LocalDate monday = LocalDate.of(2026, 6, 1);
    NewRota weekly = rota("UTC", layer(NewRota.Rotation.WEEKLY, null, null, monday, null));
    NewRota three = rota("UTC", layer(NewRota.Rotation.CUSTOM, 3, null, monday, null));
    Instant nine = Instant.parse("2026-06-01T09:00:00Z");
    assertEquals(List.of(), new Roster(weekly).at(nine.minusSeconds(1)));
    List<MemberId> turns = List.of(ANN, BEN, CAT, ANN);
    for (int i = 0; i < turns.size(); i++) {
      assertEquals(turns.get(i), only(weekly, nine.plus(Duration.ofDays(7L * i))));
      assertEquals(
          turns.get(i), only(weekly, nine.plus(Duration.ofDays(7L * i + 7)).minusSeconds(1)));
      assertEquals(turns.get(i), only(three, nine.plus(Duration.ofDays(3L * i))));
      assertEquals(
          turns.get(i), only(three, nine.plus(Duration.ofDays(3L * i + 3)).minusSeconds(1)));
    }
  }

  /** At each instant exactly one person, without gaps, and the schedule says the same. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Europe/Berlin",
        "America/New_York",
        "Australia/Lord_Howe",
        "Africa/Casablanca",
        "Pacific/Apia"
      })
  void oneIsAlwaysOnCallAndTheScheduleAgrees(String zone) {
    Random random = new Random(zone.hashCode());
    for (int run = 0; run < 40; run++) {
      LocalDate starts = LocalDate.of(2011, 1, 1).plusDays(random.nextInt(6_000));
      String time = "%02d:%02d".formatted(random.nextInt(24), random.nextInt(60));
      NewRota.Rotation rotation = ROTATIONS.get(random.nextInt(3));
      Integer days = rotation == NewRota.Rotation.CUSTOM ? 1 + random.nextInt(10) : null;
      NewRota rota = rota(zone, layer(rotation, days, time, starts, null));
      Instant from = starts.plusDays(2).atStartOfDay(java.time.ZoneOffset.UTC).toInstant();
      Instant to = from.plus(Duration.ofDays(90));
      Instant end = from;
      for (Roster.Shift shift : new Roster(rota).between(from, to)) {
        assertEquals(end, shift.from(), "a gap");
        assertTrue(shift.from().isBefore(shift.to()));
        assertEquals(shift.duty().member(), only(rota, shift.from()));
        assertEquals(shift.duty().member(), only(rota, shift.to().minusMillis(1)));
        end = shift.to();
      }
      assertEquals(to, end);
      for (int look = 0; look < 100; look++) {
        only(rota, from.plusSeconds(random.nextInt(90 * 86_400)));
      }
    }
  }

  @Test
  void restrictedLayersAreOffDutyAndOverridesStandIn() {
    LocalDate starts = LocalDate.of(2026, 6, 1);
    Window office =
        new Window(List.of(Day.MON, Day.TUE, Day.WED, Day.THU, Day.FRI), "09:00", "17:00");
    NewRota rota =
        new NewRota(
            "r",
            null,
            "UTC",
            List.of(
                layer(NewRota.Rotation.WEEKLY, null, null, starts, List.of(office)),
                layer(NewRota.Rotation.WEEKLY, null, null, starts, null)),
            List.of(
                new NewRota.Cover(
                    CAT,
                    null,
                    2,
                    Instant.parse("2026-06-02T00:00:00Z"),
                    Instant.parse("2026-06-03T00:00:00Z"))));
    assertEquals(List.of("1 ANN", "2 ANN"), names(rota, "2026-06-01T12:00:00Z"));
    assertEquals(List.of("2 ANN"), names(rota, "2026-06-01T17:00:00Z"));
    assertEquals(List.of("1 ANN", "2 CAT"), names(rota, "2026-06-02T12:00:00Z"));
    assertEquals(List.of("2 ANN"), names(rota, "2026-06-03T00:00:00Z"));
    assertEquals(List.of("2 ANN"), names(rota, "2026-06-06T12:00:00Z"));
    List<Roster.Shift> shifts =
        new Roster(rota)
            .between(Instant.parse("2026-06-01T12:00:00Z"), Instant.parse("2026-06-03T12:00:00Z"));
    assertEquals(
        List.of(
            "1 12:00 17:00",
            "1 09:00 17:00",
            "1 09:00 12:00",
            "2 12:00 00:00",
            "2 00:00 00:00",
            "2 00:00 12:00"),
        shifts.stream()
            .map(
                shift ->
                    "%d %s %s"
                        .formatted(
                            shift.duty().layer(),
                            shift.from().toString().substring(11, 16),
                            shift.to().toString().substring(11, 16)))
            .toList());
  }

  @Test
  void whoLeavesHasNoTurnsAnyMore() {
    LocalDate starts = LocalDate.of(2026, 6, 1);
    NewRota rota = rota("UTC", layer(NewRota.Rotation.WEEKLY, null, null, starts, null));
    String monday = "2026-06-01T12:00:00Z";
    assertEquals(List.of("1 BEN"), names(rota.without(ANN), monday));
    NewRota nobody = rota.without(ANN).without(BEN).without(CAT);
    assertEquals(List.of(), names(nobody, monday));
    assertEquals(
        List.of(),
        new Roster(nobody).between(Instant.parse(monday), Instant.parse("2026-06-09T12:00:00Z")));
  }

  private static List<String> names(NewRota rota, String at) {
    return new Roster(rota)
        .at(Instant.parse(at)).stream()
            .map(
                duty ->
                    duty.layer()
                        + (duty.member().equals(ANN)
                            ? " ANN"
                            : duty.member().equals(BEN) ? " BEN" : " CAT"))
            .toList();
  }

  private static MemberId only(NewRota rota, Instant at) {
    List<Roster.Duty> duties = new Roster(rota).at(at);
    assertEquals(1, duties.size(), "" + at);
    return duties.getFirst().member();
  }

  private static NewRota rota(String zone, NewRota.Layer layer) {
    return new NewRota("r", null, zone, List.of(layer), null);
  }

  private static NewRota.Layer layer(
      NewRota.Rotation rotation,
      @Nullable Integer days,
      @Nullable String time,
      LocalDate starts,
      @Nullable List<Window> restrictions) {
    return new NewRota.Layer(
        null,
        List.of(
            new NewRota.Person(ANN, null),
            new NewRota.Person(BEN, null),
            new NewRota.Person(CAT, null)),
        rotation,
        days,
        time,
        starts,
        restrictions);
  }
}
