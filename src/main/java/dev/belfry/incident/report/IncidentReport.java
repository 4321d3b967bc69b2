package dev.belfry.incident.report;

import dev.belfry.platform.csv.Cells;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The incidents that began in a time.
 *
 * @param from its beginning
 * @param to its end, exclusive
 * @param data those with the most incidents first
 * @param together all of them, each once
 */
@Schema(name = "IncidentReport")
record IncidentReport(
    Instant from,
    Instant to,
    Instant generatedAt,
    IncidentReports.GroupBy groupBy,
    List<Row> data,
    Lives together) {
  private static final List<String> COLUMNS =
      List.of(
          "id",
          "name",
          "incidents",
          "open",
          "acknowledged",
          "mtta_seconds",
          "mttr_seconds",
          "longest_seconds");

  /**
   * A monitor, or those with a tag, in a category or of an impact.
   *
   * @param id of the monitor or the category; null for tags, impacts and those without one
   * @param name of it; null for those without one
   */
  @Schema(name = "IncidentReportRow")
  record Row(
      @Nullable String id,
      @Nullable String name,
      int incidents,
      int open,
      int acknowledged,
      @Nullable Long mttaSeconds,
      @Nullable Long mttrSeconds,
      @Nullable Long longestSeconds) {
    static Row of(@Nullable String id, @Nullable String name, Lives lives) {
      return new Row(
          id,
          name,
          lives.incidents(),
          lives.open(),
          lives.acknowledged(),
          lives.mttaSeconds(),
          lives.mttrSeconds(),
          lives.longestSeconds());
    }
  }

  /** As a file for spreadsheets. */
  String csv() {
    return Stream.concat(Stream.of(COLUMNS), data.stream().map(this::cells))
        .map(Cells::line)
        .collect(Collectors.joining());
  }

  private List<String> cells(Row row) {
    String name =
        row.name() != null
            ? row.name()
            : row.id() != null ? row.id() : "without " + groupBy.name().toLowerCase(Locale.ROOT);
    return Stream.of(
            row.id(),
            name,
            row.incidents(),
            row.open(),
            row.acknowledged(),
            row.mttaSeconds(),
            row.mttrSeconds(),
            row.longestSeconds())
        .map(value -> Objects.toString(value, ""))
        .toList();
  }
}
