package dev.belfry.alerting.hours;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Windows of the week in one time zone. No windows are always open. */
public record Hours(List<Window> windows, ZoneId zone) {
  /** Every window begins within a week, but for one that the clocks leap over. */
  private static final int FURTHEST_DAYS = 15;

  public boolean isOpen(Instant at) {
    return windows.isEmpty() || around(at, 1).stream().anyMatch(span -> span.holds(at));
  }

  /** The first instant from then on at which it is open; then itself where it is. */
  public Optional<Instant> opens(Instant at) {
    if (isOpen(at)) {
      return Optional.of(at);
    }
    return around(at, FURTHEST_DAYS).stream()
        .map(Window.Span::from)
        .filter(from -> from.isAfter(at))
        .min(Instant::compareTo);
  }

  /** Where something may begin or end between two instants, both exclusive. */
  public SortedSet<Instant> edges(Instant from, Instant to) {
    SortedSet<Instant> edges = new TreeSet<>();
    LocalDate last = LocalDate.ofInstant(to, zone);
    for (LocalDate day = LocalDate.ofInstant(from, zone).minusDays(2);
        !day.isAfter(last);
        day = day.plusDays(1)) {
      for (Window.Span span : on(day)) {
        edges.add(span.from());
        edges.add(span.to());
      }
    }
    edges.removeIf(edge -> !edge.isAfter(from) || !edge.isBefore(to));
    return edges;
  }

  private List<Window.Span> around(Instant at, int ahead) {
    LocalDate today = LocalDate.ofInstant(at, zone);
    List<Window.Span> spans = new ArrayList<>();
    for (int day = -2; day <= ahead; day++) {
      spans.addAll(on(today.plusDays(day)));
    }
    return spans;
  }

  private List<Window.Span> on(LocalDate day) {
    return windows.stream().map(window -> window.on(day, zone)).filter(Objects::nonNull).toList();
  }
}
