package dev.belfry.result.report;

import dev.belfry.result.report.ReportView.Row;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** A report as a page to read and to print: well-formed XML of HTML, without script. */
final class ReportPage {
  private static final String STYLE =
      """
      body{font:15px/1.45 system-ui,sans-serif;color:#1b1f24;background:#fff;margin:2rem auto;max-width:80rem;padding:0 1rem}
      h1{font-size:1.5rem;margin:0 0 .5rem}dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:0 0 1.5rem}
      dt{color:#4b5560}dd{margin:0}table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
      caption{text-align:left;font-weight:600;padding-bottom:.5rem}
      th,td{padding:.35rem .6rem;border-bottom:1px solid #c9d1d9;text-align:right;vertical-align:top}
      th:first-child{text-align:left;overflow-wrap:anywhere}thead th{border-bottom:2px solid #1b1f24}
      tbody th{font-weight:400}tfoot th,tfoot td{font-weight:600;border-top:2px solid #1b1f24}
      .missed{font-weight:700;color:#a40e26}
      @page{size:A4 landscape;margin:12mm}
      @media print{body{font-size:9pt;margin:0;max-width:none;padding:0}thead{display:table-header-group}
      tfoot{display:table-row-group}tr{break-inside:avoid}.missed{color:#000}}
      """;

  /** Nothing but the style of this page. */
  static final String SECURITY =
      "default-src 'none'; style-src 'sha256-" + hash(STYLE) + "'; frame-ancestors 'none'";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm xxx", Locale.ROOT);

  private static final List<String> COLUMNS =
      List.of(
          "Monitors",
          "Uptime",
          "Up",
          "Down",
          "Degraded",
          "Unknown",
          "Maintenance",
          "Paused",
          "Outages",
          "Longest outage",
          "Checks",
          "Failures");

  private final ReportView report;
  private final StringBuilder page = new StringBuilder(4_096);

  private ReportPage(ReportView report) {
    this.report = report;
  }

  static String of(ReportView report) {
    return new ReportPage(report).written();
  }

  private String written() {
    String title = "Uptime in " + report.month();
    page.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/>")
        .append("<meta name=\"viewport\" content=\"width=device-width\"/><title>")
        .append(escaped(title))
        .append("</title><style>")
        .append(STYLE)
        .append("</style></head>\n<body><main>");
    element("h1", "", title);
    facts();
    table();
    return page.append("</main></body></html>\n").toString();
  }

  private void facts() {
    page.append("<dl>");
    fact("Period", time(report.from()) + " to " + time(report.to()));
    fact("Time zone", report.timeZone());
    fact("Generated", time(report.generatedAt()));
    fact(
        "Together",
        count(report.together().monitors(), "monitor")
            + ", "
            + count(report.together().outages(), "outage")
            + ", uptime "
            + percent(report.together().uptime()));
    if (report.target() != null) {
      fact("Target", percent(report.target()) + " uptime");
    }
    fact("Counting", counting());
    page.append("</dl>\n");
  }

  private String counting() {
    return "Uptime is the share of the time that counts. Degraded time counts as "
        + word(report.policy().degraded())
        + ", unknown as "
        + word(report.policy().unknown())
        + ", maintenance as "
        + word(report.policy().maintenance())
        + ", paused as "
        + word(report.policy().paused())
        + ".";
  }

  private void table() {
    page.append("<table>");
    element("caption", "", "By " + word(report.groupBy()));
    page.append("<thead><tr>");
    element("th", " scope=\"col\"", heading(word(report.groupBy())));
    COLUMNS.forEach(column -> element("th", " scope=\"col\"", column));
    if (report.target() != null) {
      element("th", " scope=\"col\"", "Target");
    }
    page.append("</tr></thead>\n<tbody>");
    report.data().forEach(row -> row(ReportText.nameOf(row, report), row));
    page.append("</tbody>\n<tfoot>");
    row("Together", report.together());
    page.append("</tfoot></table>");
  }

  private void row(String name, Row row) {
    page.append("<tr>");
    element("th", " scope=\"row\"", name);
    List.of(
            Long.toString(row.monitors()),
            percent(row.uptime()),
            duration(row.upSeconds()),
            duration(row.downSeconds()),
            duration(row.degradedSeconds()),
            duration(row.unknownSeconds()),
            duration(row.maintenanceSeconds()),
            duration(row.pausedSeconds()),
            Long.toString(row.outages()),
            row.longestOutageSeconds() == null ? "none" : duration(row.longestOutageSeconds()),
            Long.toString(row.checks()),
            Long.toString(row.failures()))
        .forEach(cell -> element("td", "", cell));
    if (report.target() != null) {
      boolean missed = Boolean.FALSE.equals(row.met());
      element(
          "td",
          missed ? " class=\"missed\"" : "",
          row.met() == null ? "no data" : missed ? "missed" : "met");
    }
    page.append("</tr>\n");
  }

  private void fact(String name, String value) {
    element("dt", "", name);
    element("dd", "", value);
  }

  private void element(String tag, String attributes, String text) {
    page.append('<').append(tag).append(attributes).append('>');
    page.append(escaped(text)).append("</").append(tag).append('>');
  }

  private String time(Instant at) {
    return TIME.format(at.atZone(ZoneId.of(report.timeZone())));
  }

  private static String count(long number, String of) {
    return number + " " + of + (number == 1 ? "" : "s");
  }

  private static String percent(@Nullable Double value) {
    return value == null
        ? "no data"
        : new java.math.BigDecimal(value.toString()).stripTrailingZeros().toPlainString() + " %";
  }

  /** Such as {@code 1 d 2 h 3 min 4 s}, without what is none. */
  static String duration(long seconds) {
    Duration of = Duration.ofSeconds(seconds);
    StringJoiner parts = new StringJoiner(" ");
    part(parts, of.toDaysPart(), "d");
    part(parts, of.toHoursPart(), "h");
    part(parts, of.toMinutesPart(), "min");
    part(parts, of.toSecondsPart(), "s");
    return parts.length() == 0 ? "0 s" : parts.toString();
  }

  private static void part(StringJoiner parts, long number, String unit) {
    if (number > 0) {
      parts.add(number + " " + unit);
    }
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String heading(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  private static String hash(String style) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
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
