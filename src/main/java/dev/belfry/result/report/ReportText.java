package dev.belfry.result.report;

import dev.belfry.platform.csv.Cells;
import dev.belfry.result.report.ReportView.Row;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A report as a file for spreadsheets, and as a page for printers. */
final class ReportText {
  private static final List<String> COLUMNS =
      List.of(
          "id",
          "name",
          "monitors",
          "uptime_percent",
          "up_seconds",
          "down_seconds",
          "unknown_seconds",
          "maintenance_seconds",
          "outages",
          "longest_outage_seconds",
          "checks",
          "failures");

  private ReportText() {}

  static String csv(ReportView report) {
    return Stream.concat(
            Stream.of(COLUMNS), report.data().stream().map(row -> cells(row, nameOf(row, report))))
        .map(Cells::line)
        .collect(Collectors.joining());
  }

  /** Well-formed XML of HTML, without style and script. */
  static String page(ReportView report) {
    String title = "Uptime in " + report.month() + " (" + report.timeZone() + ")";
    StringBuilder page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head>");
    page.append("<meta charset=\"utf-8\"/><title>")
        .append(escaped(title))
        .append("</title></head>");
    page.append("<body><h1>").append(escaped(title)).append("</h1>");
    paragraph(page, "From " + report.from() + " to " + report.to() + ".");
    paragraph(page, policy(report));
    page.append("<table border=\"1\" cellpadding=\"4\"><thead>");
    row(page, "th", COLUMNS.subList(1, COLUMNS.size()).stream().map(ReportText::heading).toList());
    page.append("</thead><tbody>");
    for (Row row : report.data()) {
      List<String> cells = cells(row, nameOf(row, report));
      row(page, "td", cells.subList(1, cells.size()));
    }
    page.append("</tbody><tfoot>");
    List<String> together = cells(report.together(), "together");
    row(page, "td", together.subList(1, together.size()));
    return page.append("</tfoot></table></body></html>\n").toString();
  }

  private static String policy(ReportView report) {
    return "Uptime is the share of time. Degraded time counts as "
        + word(report.policy().degraded())
        + ", unknown as "
        + word(report.policy().unknown())
        + ", maintenance as "
        + word(report.policy().maintenance())
        + ", paused as "
        + word(report.policy().paused())
        + ".";
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String heading(String column) {
    return column.replace('_', ' ');
  }

  private static void paragraph(StringBuilder page, String text) {
    page.append("<p>").append(escaped(text)).append("</p>");
  }

  private static void row(StringBuilder page, String tag, List<String> cells) {
    page.append("<tr>");
    cells.forEach(
        cell ->
            page.append('<')
                .append(tag)
                .append('>')
                .append(escaped(cell))
                .append("</")
                .append(tag)
                .append('>'));
    page.append("</tr>\n");
  }

  private static String nameOf(Row row, ReportView report) {
    return row.name() != null
        ? row.name()
        : row.id() != null ? row.id() : "without " + word(report.groupBy());
  }

  private static List<String> cells(Row row, String name) {
    return Stream.of(
            row.id(),
            name,
            row.monitors(),
            row.uptime(),
            row.upSeconds(),
            row.downSeconds(),
            row.unknownSeconds(),
            row.maintenanceSeconds(),
            row.outages(),
            row.longestOutageSeconds(),
            row.checks(),
            row.failures())
        .map(ReportText::text)
        .toList();
  }

  private static String text(@Nullable Object value) {
    return Objects.toString(value, "");
  }

  /** What XML and HTML cannot hold is left out. */
  private static String escaped(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .filter(c -> c >= ' ' && c != 0xFFFE && c != 0xFFFF && !(c >= 0xD800 && c <= 0xDFFF))
        .forEach(
            c -> {
              switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(c);
              }
            });
    return safe.toString();
  }
}
