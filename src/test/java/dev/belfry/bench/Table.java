package dev.belfry.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The figures of one benchmark, printed and written. */
public final class Table {
  private final String name;
  private final Map<String, Object> figures = new LinkedHashMap<>();

  public Table(String name) {
    this.name = name;
    figures.put("name", name);
    figures.put("processors", Runtime.getRuntime().availableProcessors());
    figures.put("java", Runtime.version().toString());
    figures.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    figures.put("cpu_includes_postgresql", true);
    figures.put("load_generator", "in the same process");
  }

  public Table put(String figure, double value) {
    figures.put(figure, Math.round(value * 1000) / 1000.0);
    return this;
  }

  public void write() throws IOException {
    StringBuilder printed = new StringBuilder("\nbench " + name + "\n");
    figures.forEach(
        (figure, value) ->
            printed.append(String.format(Locale.ROOT, "  %-42s %s%n", figure, value)));
    System.out.println(printed);
    Path file = Path.of("target", "bench", name + ".json");
    Files.createDirectories(file.getParent());
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(file.toFile(), figures);
  }
}
