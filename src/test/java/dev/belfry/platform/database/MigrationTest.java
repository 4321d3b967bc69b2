package dev.belfry.platform.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whoever owns the tables, and is no superuser, is bound by their fences: what a migration changes
 * or copies of a fenced table it finds only while the fence is not forced, or as another role.
 */
class MigrationTest {
  private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
  private static final Pattern FENCES = Pattern.compile("call platform_isolate\\('(\\w+)'");
  private static final Pattern TOUCHED =
      Pattern.compile(
          "^(?:update|delete from) (\\w+)|^insert into \\w+[^;]*?\\bfrom (\\w+)",
          Pattern.MULTILINE);

  /** Sees every account. */
  private static final String ANOTHER_ROLE = "set local role belfry_system";

  @Test
  void aMigrationTouchesRowsOfAFencedTableOnlyWhereItsFenceIsOpen() throws IOException {
    Set<String> fenced = new HashSet<>();
    List<String> closed = new ArrayList<>();
    int touched = 0;
    for (Path file : files()) {
      String text = Files.readString(file).replaceAll("(?m)--.*$", "");
      for (Matcher row = TOUCHED.matcher(text.replaceAll("(?s)\\$\\$.*?\\$\\$", ""));
          row.find(); ) {
        String table = row.group(1) == null ? row.group(2) : row.group(1);
        boolean open =
            text.contains("alter table " + table + " no force row level security")
                || text.contains(ANOTHER_ROLE);
        if (fenced.contains(table)) {
          touched++;
          if (!open) {
            closed.add(file.getFileName() + " " + table);
          }
        }
      }
      FENCES.matcher(text).results().forEach(found -> fenced.add(found.group(1)));
    }
    assertEquals(List.of(), closed);
    assertTrue(touched > 2, "" + touched);
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(MIGRATIONS)) {
      return files.filter(file -> file.toString().endsWith(".sql")).sorted().toList();
    }
  }
}
