package dev.belfry.bulk;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.writer.CsvWriter;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.stream.OpenStream;
import dev.belfry.access.stream.OpenStreams;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.MonitorQuery;
import dev.belfry.monitor.MonitorSeries;
import dev.belfry.platform.csv.Cells;
import dev.belfry.platform.http.BrokenOff;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives monitors away, oldest first, a page at a time: memory and transactions stay small however
 * many there are. Secrets are {@code ***}; the import refuses them by name.
 */
@ApplicationScoped
class Exports {
  private static final int PAGE = 500;
  private static final Set<String> NOT_EXPORTED = Set.of(Columns.CATEGORY, Columns.GROUPS);

  private final MonitorSeries series;
  private final Columns columns;
  private final OpenStreams streams;
  private final ObjectMapper mapper;

  Exports(MonitorSeries series, Columns columns, OpenStreams streams, ObjectMapper mapper) {
    this.series = series;
    this.columns = columns;
    this.streams = streams;
    this.mapper = mapper;
  }

  StreamingOutput begin(MonitorQuery query, ExportFormat format) {
    List<String> names =
        format == ExportFormat.CSV
            ? columns.exported(series.kinds(query)).stream()
                .filter(name -> !NOT_EXPORTED.contains(name))
                .toList()
            : List.of();
    OpenStream open = streams.open(Scope.MONITOR_READ, OpenStreams.Use.EXPORT);
    return out -> {
      try (open) {
        open.begin();
        OutputStream watched = open.watched(out);
        if (format == ExportFormat.CSV) {
          csv(watched, query, names, open);
        } else {
          json(watched, query, open);
        }
      } catch (JsonProcessingException | RuntimeException e) {
        // Thrown on, or Quarkus would write a proper end.
        open.cut();
        throw e;
      } catch (IOException e) {
        open.cut();
        throw new BrokenOff(e);
      }
    };
  }

  /** Hears of one after the other. */
  @FunctionalInterface
  private interface Sink {
    void take(MonitorSeries.Made made) throws IOException;
  }

  private void each(MonitorQuery query, OpenStream open, Sink sink) throws IOException {
    List<MonitorSeries.Made> page;
    MonitorId last = null;
    do {
      open.requireOpen();
      page = page(query, last);
      for (MonitorSeries.Made made : page) {
        sink.take(made);
        last = made.monitor();
      }
    } while (page.size() == PAGE);
  }

  private List<MonitorSeries.Made> page(MonitorQuery query, @Nullable MonitorId last) {
    return series.bodies(query, last, PAGE);
  }

  private void csv(OutputStream out, MonitorQuery query, List<String> names, OpenStream open)
      throws IOException {
    // Closed at its end only: otherwise what broke off would look whole.
    Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    CsvWriter csv = CsvWriter.builder().build(writer);
    csv.writeRecord(names);
    each(
        query,
        open,
        made -> {
          String kind = made.body().path("type").asText();
          csv.writeRecord(names.stream().map(name -> cell(made.body(), kind, name)).toList());
        });
    csv.close();
  }

  private String cell(JsonNode body, String kind, String name) {
    JsonNode value = Columns.at(body, name);
    return value.isMissingNode() || value.isNull() || (value.isContainerNode() && value.isEmpty())
        ? ""
        : Cells.guarded(columns.of(kind, name).text(value, mapper));
  }

  private void json(OutputStream out, MonitorQuery query, OpenStream open) throws IOException {
    JsonGenerator json = mapper.createGenerator(out);
    json.writeStartArray();
    each(query, open, made -> mapper.writeTree(json, made.body()));
    json.writeEndArray();
    json.close();
  }
}
