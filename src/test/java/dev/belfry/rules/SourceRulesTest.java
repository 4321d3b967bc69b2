package dev.belfry.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Budgets and words of the sources. */
class SourceRulesTest {
  private static final int LONGEST_FILE = 300;
  private static final int MOST_TYPES = 30;

  @Test
  void noFileIsLongerThanItsBudget() throws IOException {
    Set<String> found = new TreeSet<>();
    for (Path file : sources()) {
      if (lines(file).size() > LONGEST_FILE) {
        found.add(file.toString());
      }
    }
    assertEquals(Set.of(), found);
  }

  @Test
  void noPackageIsCrowded() throws IOException {
    Set<String> found = new TreeSet<>();
    for (Path file : sources()) {
      Path room = file.getParent();
      try (Stream<Path> files = Files.list(room)) {
        long types = files.filter(other -> other.toString().endsWith(".java")).count() - 1;
        if (types > MOST_TYPES) {
          found.add(room + ": " + types);
        }
      }
    }
    assertEquals(Set.of(), found);
  }

  @Test
  void servicesKnowNothingOfHttp() throws IOException {
    Set<String> found = new TreeSet<>();
    for (Path file : sources()) {
      boolean service = file.getFileName().toString().endsWith("Service.java");
      if (service
          && lines(file).stream().anyMatch(line -> line.startsWith("import jakarta.ws.rs"))) {
        found.add(file.toString());
      }
    }
    assertEquals(Set.of(), found);
  }

  @Test
  void businessTimeComesFromTheInjectedClock() throws IOException {
    Set<String> found = new TreeSet<>();
    for (Path file : sources()) {
      if (lines(file).stream()
          .anyMatch(line -> line.contains("Instant.now(") || line.contains("currentTimeMillis("))) {
        found.add(file.toString());
      }
    }
    assertEquals(Set.of(), found);
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
