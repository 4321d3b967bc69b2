package dev.belfry.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.result.Bands.Piece;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Each moment is in one piece, and each piece is of sums that are there. */
class BandsTest {
  private static final Instant ORIGIN = Instant.parse("2027-12-20T00:00:00Z");

  @RepeatedTest(500)
  void piecesCoverTheirSpansOnceAndAreSummedUp(RepetitionInfo run) {
    Random random = new Random(run.getCurrentRepetition());
    List<Instant> begins =
        IntStream.range(0, 1 + random.nextInt(5))
            .mapToObj(i -> hour(random))
            .distinct()
            .sorted()
            .toList();
    Instant end = begins.getLast().plusSeconds(1 + random.nextInt(700_000));
    Instant hours = hour(random);
    Bands.Edge edge =
        new Bands.Edge(hours, Hours.day(hours.minus(Duration.ofHours(random.nextInt(60)))));
    Bands bands = Bands.of(begins, end, edge);
    Instant at = begins.getFirst();
    for (Piece piece :
        Stream.of(bands.hours(), bands.days(), bands.states())
            .flatMap(List::stream)
            .sorted(Comparator.comparing(Piece::from))
            .toList()) {
      assertEquals(at, piece.from());
      assertTrue(piece.from().isBefore(piece.to()));
      assertFalse(piece.from().isBefore(begins.get(piece.band())));
      assertTrue(
          piece.band() + 1 == begins.size() || !piece.to().isAfter(begins.get(piece.band() + 1)));
      at = piece.to();
    }
    assertEquals(end, at);
    for (Piece piece : bands.days()) {
      assertEquals(Hours.day(piece.from()), piece.from());
      assertEquals(Hours.day(piece.to()), piece.to());
      assertFalse(piece.to().isAfter(edge.days()));
    }
    for (Piece piece : bands.hours()) {
      assertEquals(Hours.of(piece.to()), piece.to());
      assertFalse(piece.to().isAfter(edge.hours()));
      Instant afterWholeDay = Hours.dayFrom(piece.from()).plus(Duration.ofDays(1));
      assertTrue(
          afterWholeDay.isAfter(piece.to()) || afterWholeDay.isAfter(edge.days()),
          "no whole day is read by the hour: " + piece);
    }
    Instant summed = Hours.of(Hours.earlier(edge.hours(), end));
    bands.states().forEach(piece -> assertFalse(piece.from().isBefore(summed)));
  }

  @Test
  void monthsAreDaysButForTheirEnds() {
    Bands bands =
        Bands.of(
            List.of(ORIGIN, ORIGIN.plus(Duration.ofHours(30 * 24 + 5))),
            ORIGIN.plus(Duration.ofHours(90 * 24 + 7)).plusSeconds(9),
            new Bands.Edge(
                ORIGIN.plus(Duration.ofHours(90 * 24 + 7)), ORIGIN.plus(Duration.ofDays(90))));
    assertEquals(24 + 7, bands.hours().stream().mapToLong(BandsTest::hours).sum());
    assertEquals(89 * 24, bands.days().stream().mapToLong(BandsTest::hours).sum());
    assertEquals(1, bands.states().size());
  }

  private static long hours(Piece piece) {
    return Duration.between(piece.from(), piece.to()).toHours();
  }

  private static Instant hour(Random random) {
    return ORIGIN.plus(Duration.ofHours(random.nextInt(24 * 100)));
  }
}
