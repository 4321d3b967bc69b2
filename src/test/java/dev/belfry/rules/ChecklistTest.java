package dev.belfry.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.belfry.house.Checklist;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * Every attempt of {@code attempts.md} is shown to fail by a test, or a sentence there says why
 * not. The third column is written from the annotations: run this test with {@code
 * -Dchecklist.write=true}, then read the difference.
 */
class ChecklistTest {
  private static final Path PAGE = Path.of("src", "test", "resources", "attempts.md");
  private static final int ATTEMPTS = 120;
  private static final int SHORTEST_SENTENCE = 30;

  /** How a sentence begins that says what the tests of its line leave out. */
  private static final String BESIDES = "Besides: ";

  /** Number, attempt, tests, sentence. */
  private static final Pattern ROW =
      Pattern.compile("^\\| (\\d+) \\| ([^|]+) \\| ([^|]*) \\| ([^|]*) \\|$");

  private record Row(int number, String attempt, String tests, String sentence) {
    String text(String shownBy) {
      return "| " + number + " | " + attempt + " | " + shownBy + " | " + sentence + " |";
    }
  }

  private final Map<Integer, Set<String>> tests = testsByNumber();

  @Test
  void everyAttemptStandsThereOnceAndInOrder() throws IOException {
    assertEquals(
        IntStream.rangeClosed(1, ATTEMPTS).boxed().toList(),
        rows().stream().map(Row::number).toList());
  }

  @Test
  void everyAttemptHasATestOrASentence() throws IOException {
    Set<String> wrong = new TreeSet<>();
    for (Row row : rows()) {
      boolean tested = tests.containsKey(row.number());
      String sentence = row.sentence().strip();
      if (!tested && sentence.isEmpty()) {
        wrong.add(row.number() + " has neither a test nor a sentence");
      } else if (tested && !sentence.isEmpty() && !sentence.startsWith(BESIDES)) {
        wrong.add(row.number() + " has a test, and a sentence that says why there is none");
      } else if (!tested && sentence.startsWith(BESIDES)) {
        wrong.add(row.number() + " has a sentence about tests that are not there");
      }
      if (!sentence.isEmpty()
          && (sentence.length() < SHORTEST_SENTENCE || !sentence.endsWith("."))) {
        wrong.add(row.number() + " has no whole sentence");
      }
    }
    assertEquals(Set.of(), wrong);
  }

  @Test
  void everyNumberIsThatOfAnAttemptAndStandsOnATest() {
    Set<String> wrong = new TreeSet<>();
    tests.forEach(
        (number, names) -> {
          if (number < 1 || number > ATTEMPTS) {
            wrong.add(number + " of " + names);
          }
        });
    for (JavaClass type : testClasses()) {
      if (type.isAnnotatedWith(Checklist.class)
          && type.getMethods().stream().noneMatch(ChecklistTest::runs)) {
        wrong.add(type.getSimpleName() + " has no test");
      }
      for (JavaMethod method : type.getMethods()) {
        if (method.isAnnotatedWith(Checklist.class) && !runs(method)) {
          wrong.add(name(method) + " does not run");
        }
      }
    }
    assertEquals(Set.of(), wrong);
  }

  @Test
  void thePageNamesTheTestsThatThereAre() throws IOException {
    List<String> written = Files.readAllLines(PAGE);
    List<String> now = new ArrayList<>();
    for (String line : written) {
      Row row = row(line);
      now.add(row == null ? line : row.text(shownBy(row.number())));
    }
    if (Boolean.getBoolean("checklist.write")) {
      Files.write(PAGE, now);
    }
    assertEquals(
        String.join("\n", now),
        String.join("\n", Files.readAllLines(PAGE)),
        "run this test with -Dchecklist.write=true, then read the difference");
  }

  private String shownBy(int number) {
    return String.join(", ", tests.getOrDefault(number, Set.of()));
  }

  private static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(PAGE)) {
      Row row = row(line);
      if (row != null) {
        rows.add(row);
      }
    }
    return rows;
  }

  private static @org.jspecify.annotations.Nullable Row row(String line) {
    Matcher row = ROW.matcher(line);
    return row.matches()
        ? new Row(Integer.parseInt(row.group(1)), row.group(2), row.group(3), row.group(4))
        : null;
  }

  private static Map<Integer, Set<String>> testsByNumber() {
    Map<Integer, Set<String>> found = new TreeMap<>();
    for (JavaClass type : testClasses()) {
      type.tryGetAnnotationOfType(Checklist.class)
          .ifPresent(all -> put(found, all, type.getSimpleName()));
      for (JavaMethod method : type.getMethods()) {
        method
            .tryGetAnnotationOfType(Checklist.class)
            .ifPresent(some -> put(found, some, name(method)));
      }
    }
    return found;
  }

  private static void put(Map<Integer, Set<String>> found, Checklist numbers, String test) {
    for (int number : numbers.value()) {
      found.computeIfAbsent(number, none -> new TreeSet<>()).add(test);
    }
  }

  /** As the build runs it: a test that nobody switched off, in a class that is run. */
  private static boolean runs(JavaMethod method) {
    boolean test =
        method.isAnnotatedWith(Test.class) || method.isAnnotatedWith(ParameterizedTest.class);
    boolean off =
        method.isAnnotatedWith(Disabled.class) || method.getOwner().isAnnotatedWith(Disabled.class);
    return test && !off && method.getOwner().getSimpleName().matches(".*(Test|IT|Bench)");
  }

  private static String name(JavaMethod method) {
    return method.getOwner().getSimpleName() + "." + method.getName();
  }

  private static Iterable<JavaClass> testClasses() {
    return new ClassFileImporter().importPath(Path.of("target", "test-classes"));
  }
}
