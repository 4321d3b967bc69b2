package dev.belfry.result;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Spans that begin at different times and end together, cut where one of them begins: a span is its
 * band and all later ones. So that each sum is read once, whatever the number of spans. Whole days
 * come from sums of days, what is left of a day from sums of hours, and what is not summed up yet
 * from the states.
 *
 * @param hours from the sums of hours
 * @param days from the sums of days
 * @param states from the states themselves
 */
record Bands(List<Piece> hours, List<Piece> days, List<Piece> states) {
  /** From an instant (inclusive) to another (exclusive), never empty; of the band of a number. */
  record Piece(int band, Instant from, Instant to) {}

  /**
   * Where sums end.
   *
   * @param hours all before are summed up; the beginning of an hour
   * @param days all before are summed up; the beginning of a day of UTC
   */
  record Edge(Instant hours, Instant days) {}

  /**
   * @param begins of hours, ascending
   * @param end not before the last of them
   */
  static Bands of(List<Instant> begins, Instant end, Edge edge) {
    Bands bands = new Bands(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int band = 0; band < begins.size(); band++) {
      Instant to = band + 1 < begins.size() ? begins.get(band + 1) : end;
      bands.cut(new Piece(band, begins.get(band), to), edge);
    }
    return bands;
  }

  private void cut(Piece band, Edge edge) {
    Instant summed = Hours.of(Hours.earlier(band.to, edge.hours));
    Instant endOfHours = Hours.later(band.from, summed);
    Instant firstDay = Hours.dayFrom(band.from);
    Instant endOfDays = Hours.day(Hours.earlier(endOfHours, edge.days));
    if (firstDay.isBefore(endOfDays)) {
      add(hours, band, band.from, firstDay);
      add(days, band, firstDay, endOfDays);
      add(hours, band, endOfDays, endOfHours);
    } else {
      add(hours, band, band.from, endOfHours);
    }
    add(states, band, endOfHours, band.to);
  }

  private static void add(List<Piece> pieces, Piece of, Instant from, Instant to) {
    if (from.isBefore(to)) {
      pieces.add(new Piece(of.band, from, to));
    }
  }
}
