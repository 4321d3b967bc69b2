package dev.belfry.result.report;

import dev.belfry.platform.csv.Cells;
import dev.belfry.result.report.ReportView.Row;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A report as a file for spreadsheets. */
final class ReportText {
  private static final List<String> COLUMNS =
      List.of(
          "id",
          "name",
          "monitors",
          "uptime_percent",
          "met",
          "up_seconds",
          "down_seconds",
          "degraded_seconds",
          "unknown_seconds",
          "maintenance_seconds",
          "paused_seconds",
          "outages",
          "longest_outage_seconds",
          "checks",
          "failures");

  private ReportText() {}

  static String csv(ReportView report) {
    return Stream.concat(Stream.of(COLUMNS), report.data().stream().map(row -> cells(row, report)))
        .map(Cells::line)
        .collect(Collectors.joining());
  }

  static String nameOf(Row row, ReportView report) {
    return row.name() != null
        ? row.name()
        : row.id() != null
            ? row.id()
            : "without " + report.groupBy().name().toLowerCase(Locale.ROOT);
  }

  private static List<String> cells(Row row, ReportView report) {
    return Stream.of(
            row.id(),
            nameOf(row, report),
            row.monitors(),
            row.uptime(),
            row.met(),
            row.upSeconds(),
            row.downSeconds(),
            row.degradedSeconds(),
            row.unknownSeconds(),
            row.maintenanceSeconds(),
            row.pausedSeconds(),
            row.outages(),
            row.longestOutageSeconds(),
            row.checks(),
            row.failures())
        .map(value -> Objects.toString(value, ""))
        .toList();
  }
}
