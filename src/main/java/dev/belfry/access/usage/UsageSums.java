package dev.belfry.access.usage;

import dev.belfry.access.usage.UsageView.RouteUse;
import dev.belfry.access.usage.UsageView.Slice;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Adds up counted calls in the ways in which they are shown. */
final class UsageSums {
  private UsageSums() {}

  /** Calls that have all of this in common. */
  record Row(
      Instant start, String verb, String route, int statusClass, String refusal, long calls) {}

  private record Named(String verb, String route) {}

  static UsageView of(UsagePeriod.Checked period, List<Row> rows) {
    return new UsageView(
        period.from(),
        period.to(),
        period.interval(),
        calls(rows),
        refused(rows),
        byStatus(rows),
        sums(rows.stream().filter(row -> !row.refusal().isEmpty()).toList(), Row::refusal),
        groups(rows, Row::start).entrySet().stream().map(UsageSums::slice).toList(),
        rows.stream()
            .collect(Collectors.groupingBy(row -> new Named(row.verb(), row.route())))
            .entrySet()
            .stream()
            .map(UsageSums::route)
            .sorted(
                Comparator.comparingLong(RouteUse::calls)
                    .reversed()
                    .thenComparing(RouteUse::route)
                    .thenComparing(RouteUse::verb))
            .toList());
  }

  private static Slice slice(Map.Entry<Instant, List<Row>> group) {
    List<Row> rows = group.getValue();
    return new Slice(group.getKey(), calls(rows), refused(rows), byStatus(rows));
  }

  private static RouteUse route(Map.Entry<Named, List<Row>> group) {
    List<Row> rows = group.getValue();
    Named name = group.getKey();
    return new RouteUse(name.verb(), name.route(), calls(rows), refused(rows), byStatus(rows));
  }

  private static Map<String, Long> byStatus(Collection<Row> rows) {
    return sums(rows, row -> row.statusClass() + "xx");
  }

  private static long calls(Collection<Row> rows) {
    return rows.stream().mapToLong(Row::calls).sum();
  }

  private static long refused(Collection<Row> rows) {
    return rows.stream().filter(row -> !row.refusal().isEmpty()).mapToLong(Row::calls).sum();
  }

  private static Map<String, Long> sums(Collection<Row> rows, Function<Row, String> name) {
    return rows.stream()
        .collect(Collectors.groupingBy(name, TreeMap::new, Collectors.summingLong(Row::calls)));
  }

  private static <K extends Comparable<K>> Map<K, List<Row>> groups(
      Collection<Row> rows, Function<Row, K> key) {
    return rows.stream().collect(Collectors.groupingBy(key, TreeMap::new, Collectors.toList()));
  }
}
