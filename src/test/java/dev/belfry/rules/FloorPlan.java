package dev.belfry.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of rooms in the README: which room may use which, in the order of the table. */
record FloorPlan(Map<String, Set<String>> mayUse) {
  private static final Pattern ROW =
      Pattern.compile("^\\| (\\d) \\w+ \\| `(\\w+)` \\| [^|]+ \\| ([^|]+) \\|$");

  static FloorPlan read() throws IOException {
    List<String> above = new ArrayList<>();
    Map<String, Set<String>> plan = new LinkedHashMap<>();
    for (String line : Files.readAllLines(Path.of("README.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        String room = row.group(2);
        plan.put(room, allowed(room, Integer.parseInt(row.group(1)), row.group(3), above));
        above.add(room);
      }
    }
    return new FloorPlan(plan);
  }

  private static Set<String> allowed(String room, int floor, String named, List<String> above) {
    Set<String> allowed = new TreeSet<>();
    allowed.add(room);
    allowed.add("platform");
    boolean alone = named.equals("not even `access`");
    if (!alone && above.contains("access") && !room.equals("cli")) {
      allowed.add("access");
    }
    if (!alone && floor >= 2 && !room.equals("cli")) {
      allowed.add("account");
    }
    if (!alone && !named.equals("-")) {
      for (String other : named.split(", ")) {
        if (!above.contains(other)) {
          throw new IllegalStateException(
              room + " may not use " + other + ", which is no room above it");
        }
        allowed.add(other);
      }
    }
    return allowed;
  }
}
