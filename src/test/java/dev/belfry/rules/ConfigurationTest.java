package dev.belfry.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClass;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappingInterface.Property;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every key that can be set is described in deploy/README.md, and nothing else is. */
class ConfigurationTest {
  /** A row of a table there: key, environment variable, default, meaning. */
  private static final Pattern ROW =
      Pattern.compile("^\\| `(belfry\\.[^`]+)` \\| `([^`]+)` \\| ([^|]*) \\| ([^|]+) \\|$");

  private static final int SHORTEST_MEANING = 20;

  private final Map<String, String> defaults = defaultsByKey();

  private record Row(String key, String variable, String value, String meaning) {}

  @Test
  void theTablesNameJustTheKeysOfTheCode() throws IOException {
    assertFalse(defaults.isEmpty(), "there are keys");
    List<String> described = rows().stream().map(Row::key).sorted().toList();
    assertEquals(List.copyOf(defaults.keySet()), described);
  }

  @Test
  void theTablesGiveTheDefaultsOfTheCode() throws IOException {
    Set<String> wrong = new TreeSet<>();
    for (Row row : rows()) {
      String value = defaults.getOrDefault(row.key(), "");
      if (!value.isEmpty() && !row.value().equals("`" + value + "`")) {
        wrong.add(row.key() + " is " + value + " by default, not " + row.value());
      }
    }
    assertEquals(Set.of(), wrong);
  }

  @Test
  void theTablesGiveTheEnvironmentVariablesAndSayWhatTheyMean() throws IOException {
    Set<String> wrong = new TreeSet<>();
    for (Row row : rows()) {
      String variable = row.key().replaceAll("[^a-z0-9]", "_").toUpperCase(Locale.ROOT);
      if (!row.variable().equals(variable) || row.meaning().strip().length() < SHORTEST_MEANING) {
        wrong.add(row.key());
      }
    }
    assertEquals(Set.of(), wrong);
  }

  /** Sorted; an empty text where the code gives no default. */
  private static Map<String, String> defaultsByKey() {
    Map<String, String> found = new TreeMap<>();
    for (JavaClass type : House.mainClasses()) {
      if (type.isAnnotatedWith(ConfigMapping.class)) {
        ConfigMappings.getProperties(ConfigClass.configClass(type.reflect()))
            .forEach((key, property) -> found.put(key, value(property)));
        // The members of a list, beside the list itself.
        found.keySet().removeIf(key -> key.endsWith("[*]"));
      }
    }
    return found;
  }

  private static String value(Property property) {
    return property.hasDefaultValue() && property.getDefaultValue() != null
        ? property.getDefaultValue()
        : "";
  }

  private static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("deploy", "README.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        rows.add(new Row(row.group(1), row.group(2), row.group(3).strip(), row.group(4)));
      }
    }
    return rows;
  }
}
